alter table public.orders add column phone varchar(20) not null;
create index idx_orders_phone on public.orders (phone);
