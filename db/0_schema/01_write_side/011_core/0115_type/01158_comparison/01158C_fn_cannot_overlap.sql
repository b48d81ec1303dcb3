-- 01158C  specql_type.cannot_overlap()
-- Whether two patterns can match one name.

create or replace function specql_type.cannot_overlap(one text, other text)
  returns boolean
  language plpgsql
  immutable
as $$
declare
  v_one   constant text := substring(one from '^\^([A-Za-z0-9_-]+)');
  v_other constant text := substring(other from '^\^([A-Za-z0-9_-]+)');
begin
  -- Patterns that begin with different texts: ^x_ and ^y_. A character that may be repeated or left out, and an
  -- alternative, make the text less than sure.
  return v_one is not null and v_other is not null and one !~ '[|?*+{]' and other !~ '[|?*+{]'
    and not starts_with(v_one, v_other) and not starts_with(v_other, v_one);
end;
$$;

comment on function specql_type.cannot_overlap(text, text) is 'True where no name can match both patterns, because they begin differently.';
