-- 031434  app.schema_request_page()
-- A page of the requests, newest first, with how many there are.

create or replace function app.schema_request_page(
  status   text default null,
  "limit"  integer default 50,
  "offset" integer default 0
)
  returns jsonb
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_known constant text[] := array[
    'draft', 'requested', 'changes_requested', 'approved', 'rejected', 'withdrawn', 'migrated', 'rolled_back'];
  v_field constant text := case
    when "limit" not between 1 and 1000 then 'limit'
    when "offset" not between 0 and 1000000000 then 'offset'
  end;
begin
  if v_field is not null then
    raise exception using
      errcode = 'SG101',
      message = format('%s is out of range', v_field),
      detail = format('It is %s.', case v_field when 'limit' then "limit" else "offset" end),
      hint = 'A limit is 1 to 1000; an offset is not negative.',
      column = v_field;
  end if;
  if schema_request_page.status <> all (v_known) then
    raise exception using
      errcode = 'SG112',
      message = format('%s is no status', quote_literal(left(schema_request_page.status, 63))),
      hint = coalesce('Did you mean ' || common.closest(schema_request_page.status, v_known) || '?',
        format('A request is %s.', array_to_string(v_known, ', '))),
      column = 'status';
  end if;
  return jsonb_build_object(
    'requests', (
      select coalesce(jsonb_agg(to_jsonb(p) order by p.created_at desc, p.id), '[]')
      from (
        select r.*
        from app.schema_requests as r
        where schema_request_page.status is null or r.status = schema_request_page.status
        order by r.created_at desc, r.id
        limit coalesce(schema_request_page."limit", 50) offset coalesce(schema_request_page."offset", 0)
      ) as p
    ),
    'total', (
      select count(*)
      from specql_governance.tb_schema_request as q
      where schema_request_page.status is null or q.status = schema_request_page.status
    ),
    'limit', coalesce(schema_request_page."limit", 50),
    'offset', coalesce(schema_request_page."offset", 0)
  );
end;
$$;

comment on function app.schema_request_page(text, integer, integer) is
  '{requests, total, limit, offset}, newest first. SG101: limit (1 to 1000) or offset out of range. SG112: no such status.';

grant execute on function app.schema_request_page(text, integer, integer) to specql_reader;
