-- 0115C4  specql_type.translated_class()
-- What stands between brackets.

create or replace function specql_type.translated_class(pattern text, class text)
  returns text
  language plpgsql
  immutable
as $$
declare
  v_token    text;
  v_tokens   constant text[] := array(
    select m[1] from regexp_matches(substr(class, case when starts_with(class, '^') then 2 else 1 end), specql_type.class_tokens(), 'g') as m
  );
  v_position integer := 1;
  v_result   text := '';
begin
  while v_position <= cardinality(v_tokens) loop
    v_token := v_tokens[v_position];
    if v_token ~ '^\\[dDwWsSp]' then
      if specql_type.character_ranges(v_token) is null then
        perform specql_type.refuse_pattern(pattern, format('%s is a property that is not known here', v_token));
      end if;
      v_result := v_result || specql_type.character_ranges(v_token);
    elsif v_token ~ '^\\P' then
      perform specql_type.refuse_pattern(pattern, format('%s cannot stand within brackets', v_token));
    elsif v_tokens[v_position + 1] = '-' and v_tokens[v_position + 2] !~ '^\\[dDwWsSpP]' then
      v_result := v_result || specql_type.escaped_member(pattern, v_token) || '-'
        || specql_type.escaped_member(pattern, v_tokens[v_position + 2]);
      v_position := v_position + 2;
    else
      v_result := v_result || specql_type.escaped_member(pattern, v_token);
    end if;
    v_position := v_position + 1;
  end loop;
  if v_result = '' then
    -- Nothing, or everything; zero cannot be in a text.
    return case when class = '^' then '[\u0001-\U0010FFFF]' else '[^\u0001-\U0010FFFF]' end;
  end if;
  return case when starts_with(class, '^') then '[^' else '[' end || v_result || ']';
end;
$$;

comment on function specql_type.translated_class(text, text) is
  'A bracket expression in PostgreSQL''s dialect; class is what stood in it, ^ included. SG142: it has no equivalent.';
