"""Puts text between two markers of a page: page.py PAGE NAME reads the text from its input.

The markers are the lines <!-- NAME --> and <!-- /NAME -->.
"""

import sys


def main(page, name):
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->\n"
    with open(page, encoding="utf-8") as f:
        text = f.read()
    if text.count(begin) != 1 or text.count(end) != 1:
        sys.exit(f"{page}: the markers {begin.strip()} and {end.strip()} must each be there once")
    before, rest = text.split(begin)
    after = rest.split(end)[1]
    with open(page, "w", encoding="utf-8") as f:
        f.write(before + begin + "\n" + sys.stdin.read().strip() + "\n\n" + end + after)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
