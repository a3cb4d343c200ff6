"""What was wrong with a command line, in Chinese: the command-line library speaks English."""

from __future__ import annotations

import re

_SENTENCES = (
    (r"No such command '(?P<a>.+?)'\.?.*", "没有 {a} 这个命令"),
    (r"No such option: (?P<a>\S+?)(?: .*)?", "没有 {a} 这个选项"),
    (r"Missing (?:argument|parameter) '?(?P<a>.+?)'?\.?", "缺少参数 {a}"),
    (r"Missing option '?(?P<a>.+?)'?\.?", "缺少选项 {a}"),
    (r"Missing command\.?", "缺少命令"),
    (r"Option '(?P<a>.+?)' requires an argument\.?", "选项 {a} 后面要写值"),
    (r"Option '(?P<a>.+?)' does not take a value\.?", "选项 {a} 后面不写值"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((?P<a>.+)\)\.?", "多出了参数 {a}"),
    (r"Invalid value for '?(?P<a>.+?)'?: .*(?:integer|number|float).*", "{a} 应是数字"),
    (r"Invalid value for '?(?P<a>.+?)'?: (?P<b>.*)", "{a} 的值不对（{b}）"),
)


def in_chinese(message: str) -> str:
    """The library's sentence in Chinese; unchanged when it is not one we know."""
    for pattern, sentence in _SENTENCES:
        if found := re.fullmatch(pattern, message.strip(), re.DOTALL):
            return sentence.format(**found.groupdict())
    return message
