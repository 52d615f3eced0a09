export default {
  'route.off': 'Nothing happens: every call follows the ordinary scenario of your PBX.',
  'route.on':
    'When a known client calls, the phone of the employee responsible for them rings at once, past the menu and the groups.',
  'route.dialled':
    'Whoever has called this number within the last two hours gets the call first; where nobody is responsible, whoever talked with the caller within the last 48 hours.',
  'route.forever': 'It rings until somebody answers or the caller hangs up; the call does not go anywhere else.',
  'route.timeout_one': 'If nobody answers within {{count}} second, the call goes on along the ordinary scenario.',
  'route.timeout_other': 'If nobody answers within {{count}} seconds, the call goes on along the ordinary scenario.',
  'route.ambiguousLast':
    'If the number belongs to clients of different employees, it rings for the one with an open deal, otherwise for the one whose client was contacted last.',
  'route.ambiguousNone': 'If the number belongs to clients of different employees, the call follows the ordinary scenario.',
  'route.hours': 'Outside working hours the ordinary scenario applies; without working hours a line counts as always open.',
  'route.anyHour': 'This happens at any hour, working hours or not.',
  'route.ordinary':
    'Other unknown callers follow the ordinary scenario, and so do clients whose employee is talking, away without a deputy, offline, has just not answered, or has let three calls in a row ring out.',
  'route.rehearsal':
    'This is a rehearsal: each decision is only kept with its call, and the PBX does what it would have done anyway.',
  'name.off': 'Nothing happens: phones show the caller’s number only.',
  'name.contact': 'When a known client calls, the phone shows the person’s name in Latin letters, for example “Ivan Petrov”.',
  'name.company': 'When a known client calls, the phone shows the company’s name in Latin letters, for example “Romashka”.',
  'name.both':
    'When a known client calls, the phone shows the company and the person in Latin letters, for example “Romashka, Ivan Petrov”.',
  'name.several':
    'If several clients share the number, it shows the company they all belong to, otherwise the first of them and how many more there are.',
  'name.unknown': 'For unknown callers nothing is sent, and the phone shows the number.',
  'black.off': 'Nothing happens: callers on the list get through. The list itself is kept.',
  'black.busy':
    'A caller whose number is on the list is refused by the provider as blacklisted; no phone rings and no pop-up appears.',
  'black.hangup': 'A caller whose number is on the list is cut off at once; no phone rings and no pop-up appears.',
  'black.hiddenToo': 'Callers who hide their number are refused as well.',
  'black.hiddenNot': 'Callers who hide their number get through.',
  'black.outgoing': 'You can still call these numbers yourselves.',
  'auto.in.off': 'Nothing happens: a call from an unknown number only stands in the journal.',
  'auto.in.contact': 'When an unknown number calls, a contact with this number is created, and the pop-up shows it.',
  'auto.in.lead': 'When an unknown number calls, a lead with this number is created, and the pop-up shows it.',
  'auto.in.deal': 'When an unknown number calls, a contact with this number and a deal are created, and the pop-up shows them.',
  'auto.in.task': 'When an unknown number calls, only a task with this number is created; the caller does not join your clients.',
  'auto.in.ringing': 'That happens as soon as the first phone rings; if the call reaches no phone, when it ends.',
  'auto.in.answered': 'That happens when somebody answers; a missed call creates nothing.',
  'auto.out.off': 'Nothing happens: a call to an unknown number only stands in the journal.',
  'auto.out.contact': 'When an employee calls an unknown number, a contact with this number is created.',
  'auto.out.lead': 'When an employee calls an unknown number, a lead with this number is created.',
  'auto.out.deal': 'When an employee calls an unknown number, a contact with this number and a deal are created.',
  'auto.out.task':
    'When an employee calls an unknown number, only a task with this number is created; it does not join your clients.',
  'auto.out.start': 'That happens as soon as the number is dialled.',
  'auto.out.answer': 'That happens when the other side answers; without an answer nothing is created.',
  'auto.out.end': 'That happens when the call ends, answered or not.',
  'auto.who.ringing':
    'It belongs to the employee whose phone rings; of several, to the one who answers; otherwise to {{name}}, the default responsible.',
  'auto.who.ringingOrPool':
    'It belongs to the employee whose phone rings; of several, to the one who answers; otherwise it waits in the pool.',
  'auto.who.caller': 'It belongs to the employee who calls.',
  'auto.who.pool': 'It belongs to nobody and waits in the pool until somebody takes it.',
  'auto.who.roundRobin': 'It goes in turn to the employees who are present; if nobody is, to {{name}}, the default responsible.',
  'auto.who.roundRobinOrPool': 'It goes in turn to the employees who are present; if nobody is, it waits in the pool.',
  'auto.namedNumber': 'It is named by the number, for example “+7 916 123-45-67”.',
  'auto.named': 'It is named by your template, for example “{{name}}”.',
  'auto.source': 'Its source is “{{source}}”.',
  'auto.sourceOfNumber': 'Its source is that of the called number, or the number’s label.',
  'auto.archived': 'A number that only archived clients have creates nothing: the call is linked to them.',
  'auto.archivedDeal': 'A number that only archived clients have is linked to them, and they get a new deal.',
  'auto.place': 'The deal begins at the stage “{{stage}}” of “{{pipeline}}”.',
  'auto.placeFirst': 'The deal begins at the first stage of “{{pipeline}}”.',
  'auto.placeStage': 'The deal begins at the stage “{{stage}}” of the default pipeline.',
  'auto.placeDefault': 'The deal begins at the first stage of the default pipeline.',
  'auto.once':
    'One number creates nothing twice, however many calls there are. Hidden numbers, colleagues, the blacklist and exceptions never create anything.',
  'missed.off': 'Nothing happens: a missed call only stands in the journal, and nobody is reminded of it.',
  'missed.task': 'When nobody has talked with a caller, one task to call back is made, with a call button.',
  'missed.notification': 'When nobody has talked with a caller, one employee is notified, with a call button; no task is made.',
  'missed.both': 'When nobody has talked with a caller, one task to call back is made, and the employee is notified at once.',
  'missed.due_one': 'The call back is due within {{count}} minute of working time; later it counts as overdue.',
  'missed.due_other': 'The call back is due within {{count}} minutes of working time; later it counts as overdue.',
  'missed.further_one': 'If nobody has called back {{count}} minute after that, the supervisors are told.',
  'missed.further_other': 'If nobody has called back {{count}} minutes after that, the supervisors are told.',
  'missed.neverFurther': 'Nobody else is told.',
  'missed.whoDefault':
    'It goes to the employee responsible for the client; if there is none, to {{name}}, the default responsible.',
  'missed.whoPool':
    'It goes to the employee responsible for the client; if there is none, it waits on the page “Missed” for whoever takes it.',
  'missed.whoPoolTold':
    'It goes to the employee responsible for the client; if there is none, the supervisors are notified, and the caller waits on the page “Missed”.',
  'missed.menuToo': 'A caller who hangs up in the menu counts as missed, too.',
  'missed.menuNot': 'A caller who hangs up in the menu does not count as missed.',
  'missed.again':
    'Further calls from the same number join the same reminder. It closes by itself as soon as anybody has talked with the caller.',
  'missed.hidden': 'A hidden number can’t be called back: it only causes a notification.',
  'browser.off': 'Nobody’s calls ring in the browser. Whoever had chosen it talks on another phone with their extension.',
  'browser.on':
    'The provider’s phone lies in the pages of every employee whose calls begin in the browser: calls to their extension ring there and are answered there.',
  'browser.fails':
    'Where it does not start, they are told why, and calls from the CRM ring the other phones with their extension.',
  'browser.none': 'This provider has no phone for web pages.',
  'dial.freeDialling.everybody': 'Everybody may call any number from the CRM, whether a client has it or not.',
  'dial.freeDialling.supervisors':
    'Agents may call from the CRM only numbers that a client has; supervisors and administrators may call any number.',
  'dial.othersClients.everybody': 'Everybody may call every client, whoever is responsible for them.',
  'dial.othersClients.supervisors':
    'Agents may call only their own clients and those nobody is responsible for; supervisors and administrators may call all.',
};
