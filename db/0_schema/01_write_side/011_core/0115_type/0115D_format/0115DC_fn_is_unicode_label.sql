-- 0115DC  specql_type.is_unicode_label()
-- Whether a text is a label of IDNA 2008.

create or replace function specql_type.is_unicode_label(label text)
  returns boolean
  language plpgsql
  immutable
  parallel safe
as $$
begin
  return label is not null
    and length(label) between 1 and 63
    and octet_length(label) <= 4 * 59
    and label !~ '^-|-$|^..--'
    and label is nfc normalized
    -- Letters, digits and marks; neither capitals nor what IDNA excludes by name (RFC 5892, 2.6).
    and label !~ '[\u0001-\u002C\u002E\u002F\u003A-\u0060\u007B-\u00B6\u00B8-\u00DE\u00F7\u0640\u07FA\u302E\u302F\u3031-\u3035\u303B\u2000-\u200B\u200E-\u20CF\u2100-\u214D\u2150-\u2C2F\u3000-\u3004\u3008-\u3020\u3030\u3036-\u303A\u303D-\u303F\uD7B0-\uF8FF\uFE10-\uFE1F\uFE30-\uFE72\uFEFF-\uFFFF]' collate "und-x-icu"
    and label !~ '[[:upper:]]' collate "und-x-icu"
    -- No combining mark at the beginning.
    and label !~ '^[\u0300-\u036F\u0483-\u0489\u0591-\u05BD\u064B-\u0652\u0900-\u0903\u093C\u093E-\u094F\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\u302A-\u302F\u3099\u309A\uFE00-\uFE0F\uFE20-\uFE2F]'
    -- In context only (RFC 5892, appendix A): middle dot between two l, Greek numeral sign before Greek,
    -- Hebrew punctuation after Hebrew, Katakana middle dot beside Japanese, joiners after a virama, one kind of Arabic digits.
    and label !~ '(?:^|[^l])\u00B7|\u00B7(?:$|[^l])'
    and label !~ '\u0375(?:$|[^\u0370-\u03FF\u1F00-\u1FFF])'
    and label !~ '(?:^|[^\u0590-\u05FF])[\u05F3\u05F4]'
    and (label !~ '\u30FB' or label ~ '[\u3005-\u3007\u3041-\u309F\u30A1-\u30FA\u30FC-\u30FF\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF]')
    and label !~ '(?:^|[^\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D4D\u0DCA\u1039\u17D2])\u200D'
    and label !~ '(?:^|[^\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D4D\u0DCA\u1039\u17D2\u0620-\u07FF])\u200C'
    and not (label ~ '[\u0660-\u0669]' and label ~ '[\u06F0-\u06F9]');
end;
$$;

comment on function specql_type.is_unicode_label(text) is
  'True for a label in any script that IDNA 2008 allows, by ranges of its main exclusions and its contextual rules. RFC 5891, RFC 5892.';
