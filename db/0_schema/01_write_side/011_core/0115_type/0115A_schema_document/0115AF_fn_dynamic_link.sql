-- 0115AF  specql_type.dynamic_link()
-- What a dynamic reference means in a dynamic scope.

create or replace function specql_type.dynamic_link(compiled jsonb, link jsonb, anchor text, scope bigint[])
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_anchors constant jsonb := compiled -> 0 -> 'dynamic';
  v_one     bigint;
begin
  foreach v_one in array scope loop
    if v_anchors -> v_one::text ? anchor then
      return v_anchors -> v_one::text -> anchor;
    end if;
  end loop;
  return link;
end;
$$;

comment on function specql_type.dynamic_link(jsonb, jsonb, text, bigint[]) is
  'The schema with this dynamic anchor in the outermost resource that has one, else the link. JSON Schema Core, 8.2.3.2.';
