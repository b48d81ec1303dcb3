-- 031651  app.verify_audit()
-- Whether the ledger and the sealed changes are what they were.

create or replace function app.verify_audit(anchor jsonb default null, since_anchor boolean default false)
  returns table (part text, ok boolean, checked bigint, problem text, place bigint, row_id uuid, detail text)
  language plpgsql
  stable
  security definer
  set search_path = pg_catalog, pg_temp
as $$
declare
  v_stream record;
  v_after  bigint := 0;
  v_before bigint;
begin
  for v_stream in
    select s.stream, a.seq, a.hash
    from (
      select h.stream from specql_audit.tb_ledger_head as h
      union select l.stream from specql_audit.tb_ledger as l
      union select c.stream from specql_audit.checked_anchors(anchor) as c
    ) as s
      left join specql_audit.checked_anchors(anchor) as a on a.stream = s.stream
    order by s.stream
  loop
    part := 'ledger: ' || v_stream.stream;
    select p.problem, p.place, p.row_id, p.detail
    into problem, place, row_id, detail
    from specql_audit.anchor_problem(v_stream.stream, v_stream.seq, v_stream.hash) as p;
    if problem is null then
      select p.checked, p.problem, p.place, p.row_id, p.detail
      into checked, problem, place, row_id, detail
      from specql_audit.stream_problem(
        v_stream.stream, case when since_anchor then coalesce(v_stream.seq, 0) else 0 end) as p;
    else
      checked := 0;
    end if;
    ok := problem is null;
    if v_stream.stream = 'changes' then
      v_after := case when since_anchor then coalesce(v_stream.seq, 0) else 0 end;
      v_before := place; -- seals are read as far as the ledger can be trusted
    end if;
    return next;
  end loop;

  part := 'sealed changes';
  select p.checked, p.problem, p.place, p.row_id, p.detail
  into checked, problem, place, row_id, detail
  from specql_audit.changes_problem(v_after, v_before) as p;
  ok := problem is null;
  return next;

  part := 'unsealed changes';
  select p.unsealed, p.problem, p.place, p.row_id, p.detail
  into checked, problem, place, row_id, detail
  from specql_audit.unsealed_problem() as p;
  ok := problem is null;
  return next;
end;
$$;

comment on function app.verify_audit(jsonb, boolean) is
  'One row for each stream of the ledger, one for the sealed changes and one for those not sealed yet: ok, how many were '
  'checked (or are unsealed), and where something is wrong the first of it: problem (altered, missing, added or moved), place (number '
  'in the stream or in the log), the key of the row found, and a sentence. With an anchor, which app.audit_anchor() gave and '
  'somebody kept, a chain that was computed anew or cut off is found too; with since_anchor what is older than the '
  'anchor is trusted, which is quick. SG112: the anchor is no JSON of stream, seq and hash.';

grant execute on function app.verify_audit(jsonb, boolean) to specql_reader;
