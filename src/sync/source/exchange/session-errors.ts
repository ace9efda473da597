/** What can go wrong with a PowerShell process itself, whatever it was asked. */

import { SourceError } from '../../../errors.ts';
import type { FrameError } from './frames.ts';

export function processEnded(): SourceError {
  return new SourceError('powershell-ended', 'reading from PowerShell: its process ended before the answer was whole', {
    retry: 'backoff',
  });
}

export function brokenProtocol(cause: FrameError): SourceError {
  return new SourceError('powershell-protocol', `reading from PowerShell: ${cause.message}`, { cause });
}

export function didNotStart(executable: string, said: string): SourceError {
  const context = { executable, said };
  return new SourceError('powershell-did-not-start', `starting PowerShell "${executable}": ${said}`, { context });
}

export function silent(ms: number): SourceError {
  const seconds = Math.round(ms / 1000);
  return new SourceError('powershell-silent', `reading from PowerShell: nothing for ${seconds} s`, {
    retry: 'backoff',
    context: { seconds },
  });
}
