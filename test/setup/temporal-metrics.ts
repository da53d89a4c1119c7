/** The metrics of Temporal Core (sdk-core, telemetry/metrics.rs) that alerts and dashboards name. */
export const TEMPORAL_METRICS = {
  /** On the page of a service that has worked. */
  shown: [
    'temporal_workflow_task_execution_latency_seconds',
    'temporal_workflow_task_schedule_to_start_latency_seconds',
    'temporal_local_activity_execution_latency_seconds',
    'temporal_worker_task_slots_available',
    'temporal_sticky_cache_size',
    'temporal_num_pollers',
  ],
  /** There once something has failed. */
  onFailure: ['temporal_workflow_task_execution_failed_total', 'temporal_request_failure_total'],
} as const;
