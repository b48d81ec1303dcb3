-- 011422  specql_governance.type_change()
-- What PostgreSQL does to a table when a column gets another type.

create or replace function specql_governance.type_change(old_type text, new_type text, has_using boolean)
  returns jsonb
  language plpgsql
  immutable
as $$
declare
  v_old      constant text := specql_governance.base_type(old_type);
  v_new      constant text := specql_governance.base_type(new_type);
  v_before   constant integer[] := specql_governance.type_modifiers(old_type);
  v_after    constant integer[] := specql_governance.type_modifiers(new_type);
  -- Wider types stand further right.
  v_integers constant text[] := array['smallint', 'integer', 'bigint', 'numeric'];
begin
  if has_using then
    return case when v_old = v_new and v_before is not distinct from v_after then '{"rewrites": true}'
      else '{"rewrites": true}' end::jsonb || case
        when array_position(v_integers, v_new) < array_position(v_integers, v_old) then '{"narrows": true}'::jsonb else '{}' end;
  end if;
  -- Of a column that nobody knows, only texts are given the benefit of the doubt.
  if old_type is null then
    return case
      when v_new in ('text', 'varchar') then '{}'
      when v_new in ('integer', 'smallint', 'real') then '{"rewrites": true, "narrows": true}'
      else '{"rewrites": true}'
    end::jsonb;
  end if;
  if (strpos(old_type, '[') > 0) <> (strpos(new_type, '[') > 0) then
    return '{"rewrites": true}';
  end if;
  return case
    when v_new in ('text', 'varchar') and v_after is null and v_old in ('text', 'varchar') then '{}'
    when v_old = 'varchar' and v_new = 'varchar' then case
      when v_before is not null and v_before[1] <= v_after[1] then '{}' else '{"rewrites": true, "narrows": true}' end
    when v_old = 'text' and v_new in ('varchar', 'char') then '{"rewrites": true, "narrows": true}'
    when v_old = 'varbit' and v_new = 'varbit' and (v_after is null or v_before[1] <= v_after[1]) then '{}'
    when v_old = 'numeric' and v_new = 'numeric' then case
      when v_after is null then '{}'
      when v_before is not null and coalesce(v_before[2], 0) = coalesce(v_after[2], 0) and v_before[1] <= v_after[1] then '{}'
      when v_before is null or v_after[1] - coalesce(v_after[2], 0) < v_before[1] - coalesce(v_before[2], 0)
        or coalesce(v_after[2], 0) < coalesce(v_before[2], 0) then '{"rewrites": true, "narrows": true}'
      else '{"rewrites": true}' end
    when v_old = v_new and v_old in ('timestamptz', 'timestamp', 'time', 'timetz', 'interval') then case
      when v_after is null or coalesce(v_before[1], 6) <= v_after[1] then '{}' else '{"rewrites": true, "narrows": true}' end
    when v_old = v_new and v_before is not distinct from v_after then '{}'
    when v_old = 'cidr' and v_new = 'inet' or v_old = 'xml' and v_new = 'text' then '{}'
    when array_position(v_integers, v_new) < array_position(v_integers, v_old)
      or v_old = 'double precision' and v_new in ('real', 'integer', 'bigint', 'smallint')
      or v_old in ('timestamptz', 'timestamp') and v_new in ('date', 'time')
      or v_old = 'text' and v_new not in ('text', 'varchar') then '{"rewrites": true, "narrows": true}'
    else '{"rewrites": true}'
  end::jsonb;
end;
$$;

comment on function specql_governance.type_change(text, text, boolean) is
  'rewrites and narrows, as far as they are so. Widening a varchar, dropping its limit or raising a numeric''s precision rewrites '
  'nothing, as measured on PostgreSQL 15; a USING expression always may.';
