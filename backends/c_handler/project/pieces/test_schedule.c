
static void runs_on_schedule(void **state) {
  (void)state;
  assert_false(invoke("events/schedule.json").failed);
}
