--! Message: 

set local role specql_owner;

-- == lead
--!include 0_schema/00_foundation/001_core/001F_foundation/001F1_schema/001F11_sc_schemas.sql

-- == stores

-- == mover

-- == memory

-- == network

-- == tasks

-- == mirror

-- == consistency

-- == library

-- == monitor
--!include 0_schema/01_write_side/011_core/0118_monitor/01181_query_metric/011811_tb_query_metric.sql
--!include 0_schema/01_write_side/011_core/0118_monitor/01181_query_metric/011812_fn_slot_of.sql
--!include 0_schema/01_write_side/011_core/0118_monitor/01181_query_metric/011813_fn_percentile_of.sql
--!include 0_schema/01_write_side/011_core/0118_monitor/01181_query_metric/011814_fn_merged_histogram.sql
--!include 0_schema/01_write_side/011_core/0118_monitor/01181_query_metric/011815_ag_histogram_sum.sql
--!include 0_schema/01_write_side/011_core/0118_monitor/01181_query_metric/011816_fn_roll_up.sql
--!include 0_schema/01_write_side/011_core/0118_monitor/01182_gauge/011821_tb_gauge.sql
--!include 0_schema/01_write_side/011_core/0118_monitor/01183_alert_threshold/011831_tb_alert_threshold.sql
--!include 0_schema/01_write_side/011_core/0118_monitor/01183_alert_threshold/011832_fn_threshold.sql
--!include 0_schema/01_write_side/011_core/0118_monitor/01183_alert_threshold/011833_fn_replicas.sql
--!include 0_schema/02_query_side/021_core/0218_monitor/02181_query_metric/021811_tv_query_metric.sql
--!include 0_schema/02_query_side/021_core/0218_monitor/02183_alert_threshold/021831_tv_alert_threshold.sql
--!include 0_schema/01_write_side/011_core/0118_monitor/01181_query_metric/011817_fn_add_calls.sql
--!include 0_schema/01_write_side/011_core/0118_monitor/01182_gauge/011822_fn_add_gauges.sql
--!include 0_schema/03_functions/031_core/0318_monitor/03181_query_metric/031811_fn_record_metrics.sql
--!include 0_schema/03_functions/031_core/0318_monitor/03181_query_metric/031812_fn_performance_report.sql
--!include 0_schema/03_functions/031_core/0318_monitor/03181_query_metric/031813_fn_prune_metrics.sql
--!include 0_schema/03_functions/031_core/0318_monitor/03183_alert_threshold/031831_fn_set_alert_threshold.sql
--!include 0_schema/03_functions/031_core/0318_monitor/03183_alert_threshold/031832_fn_alerts.sql

reset role;
