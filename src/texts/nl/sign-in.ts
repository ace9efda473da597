import type { SignInRequest } from '../../sync/model/progress.ts';
import type { signIn as english } from '../en/sign-in.ts';
import type { SameKeys } from '../same-keys.ts';

export const signIn: SameKeys<typeof english> = {
  asked: ({ account, code }: SignInRequest) =>
    code === null
      ? `Exchange wacht tot ${account} zich aanmeldt`
      : `Exchange wacht tot ${account} zich aanmeldt met de code ${code}`,
  anAdministrator: 'een beheerder',
  link: 'Aanmelden',
  outcomes: {
    'signed-in': { title: 'Aangemeld', line: 'Countersign leest verder uit Exchange. Je kunt deze pagina sluiten.' },
    'not-awaited': {
      title: 'Niemand wacht op deze aanmelding',
      line: 'Het adres is oud of al gebruikt. Start een nieuwe preview in Teams en volg de link daarin.',
    },
    'other-account': {
      title: 'Een ander account',
      line: 'Alleen het account uit de configuratie mag worden gebruikt. Volg de link opnieuw en kies dat account.',
    },
    'no-access': {
      title: 'Geen toegang tot Exchange',
      line: 'De machtiging Exchange.Manage ontbreekt in de aanmelding. Vraag erom bij de app-registratie.',
    },
    refused: {
      title: 'Niet aangemeld',
      line: 'Microsoft weigerde de aanmelding. Volg de link opnieuw om het nog eens te proberen.',
    },
  },
};
