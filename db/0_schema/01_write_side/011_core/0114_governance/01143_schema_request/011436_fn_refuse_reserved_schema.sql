-- 011436  specql_governance.refuse_reserved_schema()
-- Requests are about users' tables: what governs them, and PostgreSQL itself, is out of their reach.

create or replace function specql_governance.refuse_reserved_schema(schema_name text, field text)
  returns void
  language plpgsql
  volatile
as $$
begin
  -- In any case and with any invisible character: what only looks like one of ours is refused too.
  if specql_governance.actor_key(schema_name) ~
    '^(common|app|memory|network|graphile_migrate|information_schema|specql|specql_.*|pg_.*)$'
  then
    perform specql_governance.refuse(
      code => 'SG450',
      message => format('requests may not touch the schema %s', quote_literal(left(schema_name, 63))),
      detail => 'It belongs to SpecQL or to PostgreSQL.',
      hint => 'Ask for a table in a schema of your own, for example public.',
      field => refuse_reserved_schema.field
    );
  end if;
end;
$$;

comment on function specql_governance.refuse_reserved_schema(text, text) is
  'SG450 for common, app, memory, network, graphile_migrate, information_schema, specql_* and pg_*.';
