-- Extensions. Run once per database by a superuser: pgvector is no trusted extension.
create extension if not exists vector;
create extension if not exists pg_trgm;
