# Read by the scripts beside it: where things are, and the few steps they share. Everything can be set from outside.
set -eu
CONF=$(cd "$(dirname "$0")" && pwd)
: "${NEO4J_DIR:=$(dirname "$CONF")/.neo4j}"    # home of the server: data, logs, password, process id
: "${NEO4J_LIB:=$(dirname "$CONF")/.neo4j/lib}" # the server's jars, may be shared by several homes
: "${NEO4J_PORT:=7687}"                          # port on loopback
: "${NEO4J_JAVA_OPTIONS:=}"                      # further options of the server's JVM
if [ -x "$(dirname "$CONF")/jre/bin/java" ]; then PATH=$(dirname "$CONF")/jre/bin:$PATH; fi # a Java that came along
HOME_DIR=$NEO4J_DIR/home PID_FILE=$NEO4J_DIR/pid PASSWORD_FILE=$NEO4J_DIR/password LOG=$HOME_DIR/logs/neo4j.log OUTPUT=$NEO4J_DIR/server.log
ARCHIVE=$NEO4J_LIB/classes.jsa                   # the JVM's class archive: halves the time of a start

say() { printf '%s\n' "$*" >&2; }
fail() { say "错误：$*"; exit 3; }
conf() { sed -n "s/^$1=//p" "$NEO4J_DIR/conf/neo4j.conf"; }
colour() { cat "$NEO4J_DIR/colour" 2>/dev/null || echo blue; }
other_colour() { if [ "$(colour)" = blue ]; then echo green; else echo blue; fi; }

# The server's process id while it runs. The command line is compared: an old number may belong to someone else.
running() {
    [ -s "$PID_FILE" ] || return 1
    pid=$(cat "$PID_FILE")
    tr '\0' '\n' 2>/dev/null <"/proc/$pid/cmdline" | grep -qxF -- "--home-dir=$HOME_DIR" && echo "$pid"
}

need_java() {
    command -v java >/dev/null || fail "没有 Java。请先运行 $CONF/install（需要 Java 17 或 21）"
    [ -d "$NEO4J_LIB" ] && ls "$NEO4J_LIB"/neo4j-kernel-*.jar >/dev/null 2>&1 || fail "没有 Neo4j 的程序包。请先运行 $CONF/install"
}

# The administration tool, with the server's own settings; for offline work on databases that are not in use.
admin() { NEO4J_HOME=$HOME_DIR NEO4J_CONF=$NEO4J_DIR/conf java -Xmx1g -XX:+UseParallelGC -cp "$NEO4J_LIB/*" org.neo4j.cli.AdminTool "$@"; }

# The settings in force: those of neo4j.conf with this server's port, memory and database filled in.
write_conf() {
    mkdir -p "$NEO4J_DIR/conf" "$HOME_DIR/import"
    sed -e "s/^\(server\.bolt\.[a-z]*_address\)=.*/\1=127.0.0.1:$NEO4J_PORT/" \
        -e "s/^\(initial\.dbms\.default_database\)=.*/\1=$(colour)/" \
        ${NEO4J_HEAP:+-e "s/^\(server\.memory\.heap\.[a-z]*_size\)=.*/\1=$NEO4J_HEAP/"} \
        ${NEO4J_PAGECACHE:+-e "s/^\(server\.memory\.pagecache\.size\)=.*/\1=$NEO4J_PAGECACHE/"} \
        "$CONF/neo4j.conf" >"$NEO4J_DIR/conf/neo4j.conf"
    if [ -f "$NEO4J_DIR/local.conf" ]; then cat "$NEO4J_DIR/local.conf" >>"$NEO4J_DIR/conf/neo4j.conf"; fi
}

# What a Java program complained about, without its stack.
first_line() { cat "$OUTPUT" "$LOG" 2>/dev/null | grep -m1 -E "Exception|ERROR|Error" | cut -c1-400 || true; }
