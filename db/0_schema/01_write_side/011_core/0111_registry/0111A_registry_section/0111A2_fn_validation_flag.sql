-- 0111A2  specql_registry.validation_flag()
-- A switch of the registry file's section validation.

create or replace function specql_registry.validation_flag(flag text, otherwise boolean)
  returns boolean
  language sql
  stable
as $$
  select coalesce((
    select case lower(s.content ->> flag)
      when 'true' then true when 'yes' then true when 'on' then true
      when 'false' then false when 'no' then false when 'off' then false
    end
    from specql_registry.tb_registry_section as s
    where s.section_name = 'validation' and jsonb_typeof(s.content) = 'object'
  ), otherwise);
$$;

comment on function specql_registry.validation_flag(text, boolean) is
  'The switch''s value, or the second argument where the section does not say.';
