-- 011926  specql_governance.moved_back()
-- What was said about the copy, said about the tables themselves.

create or replace function specql_governance.moved_back(value jsonb, places jsonb)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_text  text := value::text;
  v_place record;
begin
  for v_place in select p.key, p.value #>> '{}' as place from jsonb_each(places) as p loop
    -- As a whole string it is a name; inside of one it is SQL.
    v_text := replace(v_text, to_jsonb(v_place.place)::text, to_jsonb(v_place.key)::text);
    v_text := replace(v_text, v_place.place, btrim(to_jsonb(quote_ident(v_place.key))::text, '"'));
  end loop;
  return v_text::jsonb;
end;
$$;

comment on function specql_governance.moved_back(jsonb, jsonb) is
  'The value with the names of the copy''s schemas, which are random, replaced by those that they stand for.';
