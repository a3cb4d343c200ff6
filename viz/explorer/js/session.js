/** Who is logged in and which routes the role may call; the server decides again at every request. */

const ADMIN = ["GET /accounts", "GET /keys", "GET /audit", "GET /sweeps", "GET /settings"];
const current = { user: null };

/** The user: {account, name, role, role_words, unit, areas, rights, routes, county, data_on, data_version}. */
export function me() {
  return current.user;
}

/** Keeps the user of this session. */
export function setUser(user) {
  current.user = user;
}

/**
 * Whether this may be done: a route ("POST /sources"), a right beyond the role ("right:export"), or "admin". What is
 * not offered here is refused by the server as well.
 */
export function may(what) {
  const user = current.user;
  if (!user) return false;
  if (what === "admin") return ADMIN.some(may);
  if (what.startsWith("right:")) return (user.rights || []).includes(what.slice(6));
  return (user.routes || []).includes(what);
}
