-- 01141B  specql_governance.kinds_of()
-- The kinds of change that rules apply to.

create or replace function specql_governance.kinds_of(change specql_governance.change)
  returns text[]
  language plpgsql
  stable
as $$
begin
  return array(
    select distinct case
      when o.op in ('insert', 'update', 'delete', 'truncate', 'merge', 'select', 'copy') then 'dml'
      when starts_with(o.op, 'drop_') and o.op not in ('drop_default', 'drop_not_null') and not o.is_new then 'drop'
      when starts_with(o.op, 'create_') and (o.is_new or o.op not in ('create_index', 'create_trigger', 'create_policy')) then 'create'
      when o.is_new then 'create'
      else 'alter'
    end
    from unnest(change.operations) as o
    -- Dropping a column alters its table.
    union
    select 'alter' from unnest(change.operations) as o
    where o.op in ('drop_column', 'drop_constraint', 'drop_index', 'drop_trigger') and not o.is_new
    union
    select 'request' where change.profile = 'request'
  );
end;
$$;

comment on function specql_governance.kinds_of(specql_governance.change) is
  'create, alter, drop, dml and request, as far as they occur. What is done to a table of the same change creates it.';
