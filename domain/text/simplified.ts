/**
 * Common traditional characters as they are written in simplified script, for comparing what people typed. Pure. Deliberately
 * absent: rare characters, and words that differ between scripts by more than their characters.
 */

/** Pairs: the traditional character, then the simplified one. */
const PAIRS =
  '質质條条變变調调設设計计圖图紙纸結结構构築筑牆墙層层樓楼門门戶户線线電电氣气風风機机熱热溫温濕湿凍冻災灾險险廠厂場场圍围園园區区縣县鄉乡鎮镇莊庄兒儿嬰婴護护養养廚厨廁厕臥卧廳厅員员師师醫医衛卫學学習习' +
  '業业產产價价錢钱費费資资貨货購购買买賣卖賬账帳账單单據据證证書书記记錄录報报請请審审檢检驗验測测試试許许準准則则規规範范標标項项題题問问議议論论說说話话語语詞词讀读寫写講讲談谈認认識识誤误錯错減减強强' +
  '擴扩縮缩寬宽長长遠远遲迟緩缓緊紧鬆松輕轻壓压張张後后來来從从經经過过還还進进遷迁選选適适達达運运輸输連连週周邊边邏逻開开關关閉闭間间閣阁闊阔隊队陽阳陰阴階阶際际陸陆隨随隱隐鋼钢鐵铁銅铜鋁铝鋪铺鑽钻鎖锁' +
  '鍵键鏈链釘钉針针銀银錶表馬马駐驻駛驶驅驱驟骤驚惊魚鱼鳥鸟龍龙龜龟頂顶頁页順顺須须預预領领頭头頻频顆颗額额顏颜類类顧顾顯显貝贝負负責责貫贯貼贴貴贵賃赁賠赔贈赠贊赞車车軌轨軟软較较載载輔辅輛辆輪轮輯辑轉转' +
  '轄辖紅红約约級级紀纪純纯納纳紛纷細细終终組组絕绝給给統统綠绿維维網网緣缘編编績绩織织繞绕繼继續续纖纤見见視视覺觉覽览觀观親亲訂订討讨訓训託托訪访評评詢询詳详該该誌志課课誰谁謀谋譯译讓让劃划劇剧劑剂務务' +
  '勝胜勞劳勢势勵励勻匀匯汇協协壞坏塊块墊垫壩坝壽寿實实寧宁寶宝對对導导專专將将尋寻尷尴屆届屬属島岛崗岗帶带幫帮幹干庫库廈厦廢废廣广廟庙異异彎弯彙汇徹彻徵征應应懸悬憑凭懷怀態态慶庆戰战戲戏擁拥擇择擊击擋挡' +
  '擔担擠挤擬拟擺摆擾扰攔拦攝摄敵敌數数斷断於于時时晉晋曆历曬晒會会東东棄弃楊杨極极榮荣樁桩樂乐樣样樹树橋桥橫横檔档櫃柜欄栏權权歐欧歡欢歲岁歷历歸归殘残殼壳毀毁決决沒没況况淨净淺浅渾浑溝沟滅灭滲渗滿满漁渔' +
  '漲涨漿浆潔洁潤润澆浇濃浓濟济濱滨瀝沥灣湾為为爐炉爭争爺爷牽牵狀状獨独獲获現现環环畫画當当療疗盜盗盡尽監监盤盘碼码確确磚砖礎础礦矿禮礼種种稱称積积穩稳穫获窮穷竄窜競竞筆笔節节簡简簽签籌筹籬篱糧粮縱纵總总' +
  '繪绘繳缴罰罚羅罗義义聯联聲声聽听職职肅肃腳脚膠胶臨临臺台與与興兴舉举舊旧艙舱藝艺芻刍華华萬万葉叶蓋盖蔭荫藥药蘇苏虧亏處处號号蟲虫蠟蜡補补裝装裡里裏里製制複复襯衬觸触誠诚諧谐豐丰貓猫趕赶跡迹踐践躍跃農农' +
  '遞递鄰邻釋释鑒鉴雙双雜杂離离難难雲云霧雾靈灵靜静鞏巩響响飛飞飲饮飯饭飾饰館馆體体髮发發发麗丽麥麦麵面黃黄點点黨党齊齐齒齿個个們们備备傢家傳传債债傷伤傾倾僅仅儀仪億亿優优償偿儲储內内兩两冊册剛刚創创勁劲' +
  '卻却參参嚴严喪丧國国團团圓圆執执堅坚塗涂塵尘夠够奪夺奮奋婦妇孫孙巖岩濾滤纜缆閥阀';

const SIMPLIFIED: ReadonlyMap<string, string> = (() => {
  const characters = [...PAIRS];
  return new Map(characters.flatMap((character, index) => (index % 2 === 0 ? [[character, characters[index + 1] ?? character]] : [])));
})();

/** The same text in simplified script; characters that it does not know stay. */
export const simplified = (text: string): string => [...text].map((character) => SIMPLIFIED.get(character) ?? character).join('');
