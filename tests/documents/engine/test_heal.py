"""Tags that Word split are whole, each on a line of its own."""

from __future__ import annotations

from recoverydocs.documents.engine.heal import heal


def test_split_tag_is_whole_and_begins_a_line() -> None:
    source = (
        '<w:p>\r\n <w:r><w:t>a {</w:t></w:r><w:r><w:t>{ na</w:t></w:r><w:r w:x="y">'
        "<w:t>me | x(&quot;k&quot;) }</w:t></w:r><w:r><w:t>} b</w:t></w:r>\n</w:p>"
    )
    healed = heal(source)
    assert healed.lines == (
        '<w:p><w:r><w:t xml:space="preserve">a ',
        '{{ name | x("k") }} b</w:t></w:r></w:p>',
    )
    assert healed.tag(2) == '{{ name | x("k") }}'
    assert healed.paragraph(2) == 1
    assert healed.has_tags


def test_blanks_that_are_text_stay() -> None:
    source = (
        '<w:p><w:r><w:t xml:space="preserve"> </w:t></w:r> <w:r><w:instrText> </w:instrText>'
        "</w:r></w:p>\n"
    )
    healed = heal(source).text
    assert '<w:t xml:space="preserve"> </w:t></w:r><w:r><w:instrText> </w:instrText>' in healed


def test_line_break_in_text_is_a_break_and_elsewhere_a_blank() -> None:
    healed = heal("<w:p\nw:x='1'><w:r><w:t>a\nb</w:t></w:r></w:p>").text
    assert healed == (
        "<w:p w:x='1'><w:r><w:t>a</w:t><w:br/><w:t xml:space=\"preserve\">b</w:t></w:r></w:p>"
    )


def test_line_that_holds_no_whole_tag_is_shown_as_it_begins() -> None:
    healed = heal("<w:p><w:r><w:t>{{ a</w:t></w:r></w:p>")
    assert healed.tag(2).startswith("{{ a")
    assert healed.tag(1).startswith("<w:p>")
    assert not heal("<w:p/>").has_tags
