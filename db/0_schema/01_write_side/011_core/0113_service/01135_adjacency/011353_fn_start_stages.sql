-- 011353  specql_service.start_stages()
-- When each service can start: after all that it needs.

create or replace function specql_service.start_stages()
  returns table (service bigint, stage integer)
  language plpgsql
  stable
as $$
declare
  v_front      bigint[];
  v_next       bigint[];
  v_dependents bigint[];
  v_service    bigint;
  v_waiting    integer[];
begin
  -- Kahn 1962: how many needed services each is waiting for; who waits for none starts, and those that wait
  -- for it wait for one less.
  v_waiting := array_fill(0, array[(select coalesce(max(s.pk_service), 0)::integer from specql_service.tb_service as s)]);
  for v_service, stage in
    select a.fk_service, cardinality(a.needed) from specql_service.tb_adjacency as a where a.needed <> '{}'
  loop
    v_waiting[v_service] := stage;
  end loop;
  select array_agg(s.pk_service)
  into v_front
  from specql_service.tb_service as s
  where v_waiting[s.pk_service] = 0;

  stage := 1;
  while cardinality(v_front) > 0 loop
    return query select f.pk, stage from unnest(v_front) as f (pk);
    stage := stage + 1;
    v_next := '{}';
    for v_dependents in
      select a.dependents from specql_service.tb_adjacency as a where a.fk_service = any (v_front)
    loop
      foreach v_service in array v_dependents loop
        v_waiting[v_service] := v_waiting[v_service] - 1;
        if v_waiting[v_service] = 0 then
          v_next := array_append(v_next, v_service);
        end if;
      end loop;
    end loop;
    v_front := v_next;
  end loop;
end;
$$;

comment on function specql_service.start_stages() is
  'Each service with its stage: 1 where it needs nothing, else one more than the highest of what it needs.';
