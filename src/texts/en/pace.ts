import { numberWords } from '../text-params.ts';

const { figure } = numberWords('en-GB');

/** How fast a long piece of work goes. */
export const pace = {
  speed: 'Speed',
  perMinute: (n: number) => `${figure(n)} a minute`,
  left: 'Time left',
  about: (duration: string) => `about ${duration}`,
  aboutLeft: (duration: string) => `about ${duration} left`,
};
