-- 0114FB  specql_governance.loss_check()
-- The lines that refuse to undo where data came later.

create or replace function specql_governance.loss_check(present text, table_sql text, condition text, what text)
  returns text
  language sql
  immutable
as $$
  select format(
    E'  if %s and coalesce(current_setting(''specql.allow_data_loss'', true), '''') <> ''on'' then\n'
    '    lock table %s in access exclusive mode;\n'
    '    select count(*) into v_lost from %s where %s;\n'
    '    if v_lost > 0 then\n'
    '      raise exception using errcode = ''SG523'', message = v_lost || %s,\n'
    '        hint = ''Set specql.allow_data_loss to on to lose them.'';\n'
    '    end if;\n'
    '  end if;\n',
    present, table_sql, table_sql, condition, specql_governance.sql_literal(' ' || what));
$$;

comment on function specql_governance.loss_check(text, text, text, text) is
  'Lines of PL/pgSQL that count what would be lost, under a lock that lets no more of it come, and raise SG523 with the '
  'number, unless specql.allow_data_loss is on.';
