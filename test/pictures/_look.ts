import { createRequire } from 'node:module';
import { writeFile } from 'node:fs/promises';
import { launchChromium } from '../support/chromium.ts';
import { allReplies } from '../support/replies.ts';
import { teamsTexts } from '../../src/channels/teams/texts.ts';
import { renderAnswered, renderReply } from '../../src/channels/teams/render.ts';
import { readFileSync } from 'node:fs';
const yaml = createRequire(import.meta.url)('yaml');
const own: any = Object.fromEntries(['pl','en','uk'].map((l) => [l, yaml.parse(readFileSync(`locales/${l}/bot.yaml`,'utf8'))]));
const texts = teamsTexts((l: any, _s: any, key: string) => key.split('.').reduce((o: any, k: string) => o?.[k], own[l]));
const replies = await allReplies();
let bad = 0;
for (const r of replies) for (const p of r.text.split(/\n{2,}/)) { const ls = p.split('\n'); if (/^[•–] /.test(ls[0]??'') && ls.length>1) { bad++; if (bad<3) console.log('BULLET FIRST', JSON.stringify(p)); } }
console.log('bad', bad);
const longMain = replies.flatMap((r) => r.kind==='prompt' ? r.choices.filter((c) => c.label.length>36 && (c.main||c.aside)).map((c)=>r.language+' '+c.label) : []);
console.log('long main/aside', [...new Set(longMain)]);
const src = readFileSync('test/pictures/teams.ts','utf8');
const host = eval(`(() => { const font = { fontFamily: 'Face, sans-serif' }; ${src.slice(src.indexOf('const text = (ink: string)'), src.indexOf('const body = `')).replace('ink: string','ink')}; return host })()`);
const style = src.slice(src.indexOf('const style = `')+15, src.lastIndexOf('`'));
const { shoot } = await import('./frame.ts');
const browser = await launchChromium();
for (const lang of ['pl','uk'] as const) {
  const mine = replies.filter((r) => r.language === lang);
  const step = (s: string, f = (_: any) => true) => mine.find((r) => r.kind==='prompt' && r.step===s && f(r));
  const help = mine.filter((r) => r.kind==='text' && r.text.includes('\n')).sort((a,b)=>b.text.length-a.text.length);
  const uniq = [...new Map(help.map((h)=>[h.text.slice(0,40),h])).values()];
  console.log(lang, uniq.map((h)=>JSON.stringify(h.text.slice(0,70))).join('\n'));
  const section = mine.find((r) => r.kind==='prompt' && r.step==='review' && r.choices.some((c)=>c.id.startsWith('edit:')));
  const role: any = step('m_role');
  const sets: Record<string, any[]> = {
    a: [...uniq.slice(0,4)].map((r)=>renderReply(r,texts).card),
    b: [step('~go'), step('notice')].map((r:any)=>renderReply(r,texts).card),
    c: [role, step('m_field')].map((r:any)=>renderReply(r,texts).card),
    d: [step('a11_goals_multiyear'), step('review', (r)=>r.choices.some((c:any)=>c.id==='send'))].map((r:any)=>renderReply(r,texts).card),
    e: [section].map((r:any)=>renderReply(r,texts).card),
    f: [renderAnswered([role.lead, role.text].filter(Boolean).join('\n\n'), role.choices[0].label, lang).card, renderAnswered(section!.text, '', lang).card, renderReply(mine.find((r)=>r.code?.for==='receipt')!, texts).card, renderReply(mine.find((r)=>r.code?.for==='resume')!, texts).card],
  };
  for (const width of [360, 600]) for (const [k, cards] of Object.entries(sets)) {
    const body = `<header></header><main></main><script>function draw(cards, host){ for (const card of cards){ const d=new AdaptiveCards.AdaptiveCard(); d.hostConfig=new AdaptiveCards.HostConfig(host); d.parse(card); document.querySelector('main').append(d.render()); } }</script>`;
    const lib = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js');
    await writeFile(`/tmp/shots/${lang}-${width}-${k}.png`, await shoot(browser, { width, style, body, scripts: [lib], act: `draw(${JSON.stringify(cards.filter(Boolean))}, ${JSON.stringify(host)})` } as any, 1));
  }
}
await browser.close();
