-- 0115BE  specql_type.refuse_circle()
-- Stops where a schema refers back to itself without going deeper into the value.

create or replace function specql_type.refuse_circle(places specql_type.schema_place[])
  returns void
  language plpgsql
  immutable
as $$
declare
  v_first   integer[];
  v_next    integer[];
  v_target  integer[];
  v_state   integer[] := array_fill(0, array[cardinality(places)]);
  v_stack   integer[];
  v_edge    integer;
  v_place   integer;
  v_size    integer;
  v_edges   jsonb;
begin
  -- Each schema's edges to those that look at the same value, as linked lists.
  select jsonb_agg(jsonb_build_array(e.place, e.target)) into v_edges from specql_type.same_value_edges(places) as e;
  if v_edges is null then
    return;
  end if;
  v_size := jsonb_array_length(v_edges);
  select array_agg(e.target order by e.number), array_agg(e.next order by e.number) into v_target, v_next
  from (
    select x.number, (x.edge ->> 1)::integer as target,
      coalesce(lead(x.number) over (partition by x.edge ->> 0 order by x.number), 0)::integer as next
    from jsonb_array_elements(v_edges) with ordinality as x (edge, number)
  ) as e;
  select array_agg(coalesce(f.edge, 0) order by g.n) into v_first
  from generate_series(1, cardinality(places)) as g (n)
    left join (
      select (x.edge ->> 0)::integer as place, min(x.number)::integer as edge
      from jsonb_array_elements(v_edges) with ordinality as x (edge, number) group by 1
    ) as f on f.place = g.n;

  for v_start in 1 .. cardinality(places) loop
    continue when v_state[v_start] <> 0;
    v_stack := array[v_start];
    v_state[v_start] := 1;
    v_size := 1;
    while v_size > 0 loop
      v_place := v_stack[v_size];
      v_edge := v_first[v_place];
      if v_edge = 0 then
        v_state[v_place] := 2;
        v_size := v_size - 1;
        continue;
      end if;
      v_first[v_place] := v_next[v_edge];
      v_edge := v_target[v_edge];
      if v_state[v_edge] = 1 then
        raise exception using
          errcode = 'SG146',
          message = 'the schema refers to itself without end',
          detail = format('The circle goes through %s%s.',
            case when places[v_edge].document = '' then '' else places[v_edge].document || '#' end,
            coalesce(nullif(places[v_edge].pointer, ''), 'the root of the schema')),
          hint = 'A schema may refer to itself below properties, items and the like, where the value ends at some time.',
          column = 'json_schema';
      elsif v_state[v_edge] = 0 then
        v_state[v_edge] := 1;
        v_size := v_size + 1;
        v_stack[v_size] := v_edge;
      end if;
    end loop;
  end loop;
end;
$$;

comment on function specql_type.refuse_circle(specql_type.schema_place[]) is
  'SG146 where following $ref, allOf and the like leads from a place back to it with the same value. Dynamic references are left to '
  'the evaluation''s bound.';
