/** Who hears of a reason for a light and of a letter, and what. Deliberately absent: lights themselves (stage.ts). */
import type { Recorded } from '../../kernel/case.ts';
import type { NoticeDue } from '../../notice-facts.ts';
import { dayWords } from '../../words/days.ts';
import type { ConstructionEvent, ConstructionState } from './facts.ts';
import { LETTER_NAMES } from './letter-words.ts';
import { LIGHT_NAMES } from './light-words.ts';

/** Null: the event is none of these. */
export function supervisionNotices({ manager }: ConstructionState, event: Recorded<ConstructionEvent>): readonly NoticeDue[] | null {
  switch (event.type) {
    case 'LightExplained': {
      const [{ zh, en }, until] = [LIGHT_NAMES[event.data.of], dayWords(event.data.until)];
      const says = {
        zh: `${zh}灯的理由已报送，请认定：${event.data.reason}（至${until.zh}）`,
        en: `A reason for the light of ${en} waits for you: ${event.data.reason} (until ${until.en})`,
      };
      return [{ template: 'light', to: { role: 'PROGRAMME_OFFICER' }, facts: { says } }];
    }
    case 'LightJudged': {
      const { of, accepted, answer } = event.data;
      const { zh, en } = LIGHT_NAMES[of];
      const says = accepted
        ? { zh: `${zh}灯的理由成立，已转绿灯：${answer}`, en: `The reason for the light of ${en} is valid, and it is green: ${answer}` }
        : { zh: `${zh}灯的理由不成立：${answer}`, en: `The reason for the light of ${en} is not valid: ${answer}` };
      return [{ template: 'light', to: { person: manager }, facts: { says } }];
    }
    case 'LetterIssued': {
      const { letter, number, reason, answerBy } = event.data;
      const { zh, en } = LETTER_NAMES[letter];
      const by = answerBy === undefined ? null : dayWords(answerBy);
      const says = {
        zh: `${zh} ${number}：${reason}${by === null ? '' : `；请在${by.zh}前回复`}`,
        en: `${en} ${number}: ${reason}${by === null ? '' : `; please answer by ${by.en}`}`,
      };
      const whom: readonly NoticeDue['to'][] =
        letter === 'REMINDER' || letter === 'SUPERVISION'
          ? [{ person: manager }]
          : [{ person: manager }, { role: 'OFFICE_DIRECTOR' }, { role: 'DEPUTY_LEADER' }];
      return whom.map((to) => ({ template: 'light', to, facts: { says } }));
    }
    case 'LetterAnswered': {
      const { number, answer } = event.data;
      const says = { zh: `${number} 已回复：${answer}`, en: `${number} is answered: ${answer}` };
      return [{ template: 'light', to: { role: 'PROGRAMME_OFFICER' }, facts: { says } }];
    }
    default:
      return null;
  }
}
