// Made by apiqc: the next build writes this file anew.
import { App, Duration } from 'aws-cdk-lib';
import { ExtendedLateStack } from '../lib/extension';
import { LateStackProps } from '../lib/late-stack';

const app = new App();

new ExtendedLateStack(app, 'late-prod-queue-stack', {
  audience: required('audience', text('audience')),
  batch: number('batch'),
  burst: required('burst', number('burst')),
  bury: duration(Duration.seconds, number('bury')),
  calls: number('calls'),
  factor: number('factor'),
  faults: number('faults'),
  gather: duration(Duration.seconds, number('gather')),
  issuer: text('issuer'),
  keep: duration(Duration.seconds, number('keep')),
  largest: number('largest'),
  level: text('level') as LateStackProps['level'],
  limit: number('limit'),
  mainQueue: number('mainQueue'),
  memory: number('memory'),
  oldest: duration(Duration.seconds, number('oldest')),
  owner: text('owner'),
  partner: text('partner'),
  pause: duration(Duration.seconds, number('pause')),
  remember: duration(Duration.seconds, number('remember')),
  scatter: duration(Duration.minutes, number('scatter')),
  shared: number('shared'),
  slow: duration(Duration.millis, number('slow')),
  taking: flag('taking'),
  timeout: duration(Duration.seconds, number('timeout')),
  tries: required('tries', number('tries')),
  waiting: number('waiting'),
});

function text(name: string): string | undefined {
  return app.node.tryGetContext(name);
}

function number(name: string): number | undefined {
  const value = app.node.tryGetContext(name);
  return value === undefined ? undefined : Number(value);
}

function flag(name: string): boolean | undefined {
  const value = app.node.tryGetContext(name);
  if (![undefined, true, false, 'true', 'false'].includes(value)) {
    throw new TypeError(`${name} must be true or false`);
  }
  return value === undefined ? undefined : String(value) === 'true';
}

function duration(
  make: (amount: number) => Duration,
  amount: number | undefined,
): Duration | undefined {
  return amount === undefined ? undefined : make(amount);
}

function required<T>(name: string, value: T | undefined): T {
  if (value === undefined) {
    throw new Error(`${name} is not given: -c ${name}=VALUE`);
  }
  return value;
}
