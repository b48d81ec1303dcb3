-- Lets app.watch_ddl() see every change of the schema. Run once per database, after the migrations, by a superuser:
-- event triggers belong to superusers. Without it everything else works; app.watch_ddl() then says that it cannot watch.
drop event trigger if exists specql_watch_ddl;
drop event trigger if exists specql_watch_drop;
create event trigger specql_watch_ddl on ddl_command_end execute function specql_governance.note_ddl();
create event trigger specql_watch_drop on sql_drop execute function specql_governance.note_ddl();
comment on event trigger specql_watch_ddl is 'Records or refuses DDL that no schema request covers.';
comment on event trigger specql_watch_drop is 'The same for what is dropped.';
