/** Words that made-up people and mailboxes are named with; ordinary ones, and those that break careless programs. Pure data. */

export const firstNames =
  `Anna Bas Carla Daan Elif Femke Gijs Hanna Iris Jan Kees Lotte Mees Nadia Omar Pien Quinten Rosa Sem Tess
Umut Vera Wout Xander Yara Zeno Aïsha Björn Chloé Dirk Esmée Fatma Guus Hidde Ilse Joris Karin Lars Maud Noor Otto Petra Ruben
Sanne Teun Ulla Valerie Willem`.split(/\s+/);

export const lastNames =
  `Bakker Visser Smit Meijer Mulder Bos Vos Peters Hendriks Dekker Brouwer Dijkstra Kuiper Prins Blom Huisman
Postma Veenstra Kramer Wolters Schouten Willems Hoekstra Koster Verhoeven Maas Timmer Groen Jacobs Vermeer Scholten Wagenaar
Zijlstra Hofman Driessen Molenaar Öztürk Yılmaz Çelik Nguyễn Kowalska Müller García Jørgensen Dvořák`.split(/\s+/);

export const departments =
  `Finance HR Planning Facilities Legal Procurement Communications Cardiology Radiology Oncology Pharmacy
Archive Permits Taxes Youth Housing Mobility Security Training Quality Research Reception Catering Payroll`.split(
    /\s+/,
  );

export const topics =
  `Servicedesk Invoices Info Questions Complaints Intake Reports Orders Secretariat Appointments Registrations
Support Contracts Subsidies Referrals Results Inbox Notifications`.split(/\s+/);

export const places = `North South East West Centre Harbour Station Park Bridge Mill Square Garden`.split(/\s+/);

export const equipment = ['Projector', 'Pool car', 'Cargo bike', 'Camera', 'Ultrasound scanner', 'Laptop cart'];

export interface OddName {
  readonly name: string;
  /** What stands before the @. */
  readonly local: string;
}

/** Each one stands at least once in a world of 200. No leading or trailing spaces, composed characters only. */
export const oddMailboxNames: readonly OddName[] = [
  { name: 'Zoë & Søren – ontvangst', local: 'zoe.soren' },
  { name: '受付（東京）', local: 'reception.tokyo' },
  { name: 'Приёмная директора', local: 'priemnaya' },
  { name: 'صندوق الاستقبال', local: 'istiqbal' },
  { name: '[Click here](http://evil.example)', local: 'click.here' },
  { name: '**Bold** _team_ `code` ~~gone~~ # no heading', local: 'bold.team' },
  { name: `"Quoted" 'names' and back\\slashes`, local: 'quoted.names' },
  { name: '$(Remove-Item -Recurse .); `whoami`', local: 'o-neill+tag' },
  { name: '🏥 First aid 🚑', local: 'first.aid' },
  { name: '<b>HTML</b> & <script>alert(1)</script>', local: 'html' },
  { name: '=SUM(A1:A9)', local: 'sum' },
  { name: 'Pipe | table | cell', local: 'pipe.table' },
  { name: '${$root} ${if(true, displayName, 0)} {{name}}', local: 'template' },
  { name: '__proto__', local: 'proto' },
  { name: 'null', local: 'null' },
  { name: `Very long name ${'of a department that was merged '.repeat(6)}twice`, local: 'very.long' },
];

export const oddPersonNames: readonly OddName[] = [
  { name: 'Nguyễn Thị Ánh', local: 'nguyen.thi.anh' },
  { name: 'Ольга Снегирёва', local: 'olga.snegireva' },
  { name: '山田 花子', local: 'yamada.hanako' },
  { name: 'ليلى حداد', local: 'layla.haddad' },
  { name: '[Free gift](http://evil.example)', local: 'free.gift' },
  { name: `Dr. "Bo" O'Dell $(whoami)`, local: 'bo.o-dell' },
  { name: '😀 Smiley', local: 'smiley' },
  { name: '=HYPERLINK("http://evil.example")', local: 'hyperlink' },
  { name: '<img src=x onerror=alert(1)>', local: 'img' },
  { name: `Wilhelmina-Alexandra ${'van den Bovenkamp '.repeat(7)}tot Slot`, local: 'wilhelmina' },
];

/** Two people have this one: a permission row that shows it names neither. */
export const ambiguousName = 'Alex van den Berg';

/** Lower case letters, digits and dots; empty for a name without any Latin letter. */
export function slug(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ø', 'o')
    .replaceAll('ı', 'i')
    .replaceAll(/[^a-z0-9]+/g, '.')
    .replaceAll(/^\.+|\.+$/g, '');
}
