
/* A call that fails is repeated twice by the service. */
apiq_result process_schedule(const apiq_call *call, apiq_context *context) {
  apiq_log(context, APIQ_INFO, "called by the schedule with %s", call->event);
  return APIQ_DONE;
}
