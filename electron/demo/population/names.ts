/** Names in several scripts, with the spelling they take in addresses. Pure data; knows no users. */

export interface Culture {
  locale: string;
  firstNames: readonly Name[];
  lastNames: readonly Name[];
}

export interface Name {
  /** As its owner writes it. */
  written: string;
  /** In letters a to z, unique among the culture's first names, or among all last names. */
  latin: string;
}

const special: Record<string, string> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  æ: 'ae',
  œ: 'oe',
  ð: 'd',
  þ: 'th',
};

/** `Zoë` becomes `zoe`; what has no Latin form must be given as `written=latin`. */
function parseNames(text: string): Name[] {
  return text
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const [written = '', given] = entry.split('=');
      const plain = (given ?? written)
        .toLowerCase()
        .replace(/[ßøłđıæœðþ]/g, (letter) => special[letter] ?? '')
        .normalize('NFD')
        .replace(/[^a-z]/g, '');
      return { written: written.replaceAll('_', ' '), latin: plain };
    });
}

function culture(locale: string, firstNames: string, lastNames: string): Culture {
  return { locale, firstNames: parseNames(firstNames), lastNames: parseNames(lastNames) };
}

export const cultures: readonly Culture[] = [
  culture(
    'en-US',
    `James Olivia Liam Emma Noah Ava William Sophia Oliver Isabella Elijah Mia Lucas Charlotte Mason Amelia
     Ethan Harper Logan Evelyn Aiden Abigail Jackson Emily Sebastian Ella Henry Scarlett Owen Grace Daniel Chloe
     Matthew Victoria Samuel Riley David Aria Joseph Lily Carter Zoey Wyatt Penelope John Layla Dylan Nora Luke Hazel`,
    `Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Thomas Moore Jackson Thompson White
     Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Hill Green Adams Nelson Baker Hall Campbell
     Mitchell Carter Roberts Turner Phillips Evans Parker Edwards Collins Stewart Morris Murphy Cook Rogers Reed
     Bailey Cooper Richardson O’Brien O’Connor Smith-Jones Fitzgerald`,
  ),
  culture(
    'es-ES',
    `Sofía Mateo Valentina Santiago Camila Matías Lucía Sebastián Martina Diego Paula Andrés Elena Joaquín Inés
     Álvaro Carmen Íñigo Noelia Raúl Begoña Tomás Rocío Óscar Julia Martín Pilar José_Luis=joseluis Ángela Nicolás`,
    `García Rodríguez Martínez Hernández López González Pérez Sánchez Ramírez Torres Flores Rivera Gómez Díaz Cruz
     Morales Ortiz Gutiérrez Chávez Ramos Castillo Núñez Peña Ibáñez Muñoz Vázquez Domínguez Iglesias Yáñez Zúñiga`,
  ),
  culture(
    'de-DE',
    `Hannah Finn Lena Jonas Marie Paul Leonie Felix Anna Maximilian Jürgen Käthe Björn Günter Sörén Ursula Lukas
     Clara Moritz Frieda Ben Greta Till Johanna Konrad Antje`,
    `Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein
     Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Köhler Großmann Weiß Jäger Vogel`,
  ),
  culture(
    'fr-FR',
    `Léa Gabriel Manon Raphaël Chloé Hugo Inès Jules Camille Théo Zoé Maël Anaïs Noël Hélène François Élodie
     Gaëlle Rémi Céline Benoît Margaux Loïc Océane Étienne Solène`,
    `Bernard Dubois Durand Leroy Moreau Simon Laurent Lefèvre Michel Roux Bertrand Morel Fournier Girard Bonnet
     Dupont Lambert Fontaine Rousseau Vincent Müllner Lemaître Gauthier Perrin Renaud Légère Châtelain Baudelaire`,
  ),
  culture(
    'pl-PL',
    `Zuzanna Antoni Julia Jakub Maja Jan Hanna Szymon Łucja Stanisław Małgorzata Krzysztof Agnieszka Paweł
     Wojciech Żaneta Michał Grażyna Łukasz Katarzyna`,
    `Nowak Kowalska Wiśniewski Wójcik Kowalczyk Kamińska Lewandowski Zieliński Szymańska Woźniak Dąbrowski
     Kozłowska Jabłoński Mazur Krawczyk Piotrowska Grabowski Pawłowska Michalski Żak`,
  ),
  culture(
    'pt-BR',
    `João Beatriz Tiago Inês Gonçalo Conceição Luís Mariana Caio Thaís Antônio Letícia Vinícius Luísa Davi Cecília`,
    `Silva Santos Oliveira Souza Pereira Costa Ferreira Almeida Carvalho Araújo Ribeiro Gonçalves Magalhães
     Simões Conceição Brandão`,
  ),
  culture(
    'tr-TR',
    `Ayşe Mehmet Elif Mustafa Zeynep Çağlar Gülşah Ömer İpek Şükrü Yağmur Ece Emre Özge`,
    `Yılmaz Kaya Demir Şahin Çelik Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Güneş`,
  ),
  culture(
    'sv-SE',
    `Astrid Björn Åsa Göran Linnéa Søren Håkon Ingrid Øyvind Märta Gustav Freja Aksel Saga`,
    `Lindström Åkesson Bergström Sjöberg Nyström Öberg Ødegård Kjær Sørensen Håkansson Ekström Löfgren Dahl Holm`,
  ),
  culture(
    'cs-CZ',
    `Jiří Tereza Ondřej Kateřina Tomáš Božena Matěj Žofie Řehoř Eliška Václav Adéla Štěpán`,
    `Novák Svoboda Novotný Dvořák Černý Procházka Kučera Veselý Krejčí Šťastný Růžička Žižka Křížová`,
  ),
  culture(
    'vi-VN',
    `Minh Thảo Hương Đức Ngọc Phương Tuấn Linh Quỳnh Thị_Mai=thimai Khánh Huyền Dũng Bảo Trâm Việt`,
    `Nguyễn Trần Lê Phạm Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Trịnh`,
  ),
  culture(
    'ja-JP',
    `陽翔=haruto 結衣=yui 蓮=ren さくら=sakura 大翔=hiroto 美咲=misaki 健太=kenta 葵=aoi 悠真=yuma 凛=rin 拓海=takumi
     花子=hanako 翔太=shota 真央=mao ユウキ=yuuki メグミ=megumi 涼=ryo 七海=nanami 直樹=naoki 彩=aya`,
    `佐藤=sato 鈴木=suzuki 高橋=takahashi 田中=tanaka 伊藤=ito 渡辺=watanabe 山本=yamamoto 中村=nakamura 小林=kobayashi
     加藤=kato 吉田=yoshida 山田=yamada 佐々木=sasaki 山口=yamaguchi 松本=matsumoto 井上=inoue 木村=kimura 林田=hayashida
     斎藤=saito 清水=shimizu`,
  ),
  culture(
    'zh-CN',
    `伟=wei 芳=fang 娜=na 敏=min 静=jing 秀英=xiuying 强=qiang 磊=lei 洋=yang 艳=yan 勇=yong 杰=jie 娟=juan 涛=tao
     明=ming 超=chao 霞=xia 平=ping 刚=gang 桂英=guiying 子涵=zihan 浩然=haoran 欣怡=xinyi 雨桐=yutong`,
    `王=wang 李=li 张=zhang 刘=liu 陈=chen 杨=yang 黄=huang 赵=zhao 吴=wu 周=zhou 徐=xu 孙=sun 马=ma 朱=zhu 胡=hu
     郭=guo 何=he 高=gao 林=lin 罗=luo 欧阳=ouyang 司马=sima`,
  ),
  culture(
    'ko-KR',
    `서준=seojun 지우=jiwoo 도윤=doyun 하은=haeun 민준=minjun 서연=seoyeon 예준=yejun 지민=jimin 현우=hyunwoo
     수빈=subin 은지=eunji 태양=taeyang 유나=yuna 준호=junho`,
    `김=kim 이=lee 박=park 최=choi 정=jeong 강=kang 조=cho 윤=yoon 장=jang 임=lim 한=han 오=oh 서=seo 신=shin 남궁=namgung`,
  ),
  culture(
    'ar-EG',
    `محمد=mohammed فاطمة=fatima أحمد=ahmed عائشة=aisha علي=ali مريم=maryam يوسف=youssef نور=nour عمر=omar ليلى=leila
     خالد=khaled سارة=sara حسن=hassan هند=hind`,
    `الحسن=alhassan المصري=almasri الخطيب=alkhatib حداد=haddad الشريف=alsharif ناصر=nasser منصور=mansour
     القاسم=alqasim عبدالله=abdullah السيد=elsayed درويش=darwish بركات=barakat نجار=najjar`,
  ),
  culture(
    'ru-RU',
    `Александр=aleksandr Анна=anna Дмитрий=dmitry Екатерина=ekaterina Иван=ivan Мария=maria Сергей=sergey
     Ольга=olga Алексей=alexey Наталья=natalia Михаил=mikhail Татьяна=tatiana Ярослав=yaroslav Оксана=oksana
     Богдан=bohdan Юлия=yulia`,
    // Surnames that have one form for everyone.
    `Шевченко=shevchenko Коваленко=kovalenko Бондаренко=bondarenko Щербак=shcherbak Ткаченко=tkachenko
     Мельник=melnik Кравчук=kravchuk Шульга=shulga Гончар=gonchar Коваль=koval Чёрных=chernykh Седых=sedykh
     Живаго=zhivago Бойко=boyko Мороз=moroz`,
  ),
  culture(
    'hi-IN',
    `आरव=aarav अनन्या=ananya विवान=vivaan दीया=diya अर्जुन=arjun प्रिया=priya राहुल=rahul नेहा=neha रोहन=rohan
     काव्या=kavya संजय=sanjay पूजा=pooja अमित=amit मीरा=meera`,
    `शर्मा=sharma वर्मा=verma गुप्ता=gupta सिंह=singh कुमार=kumar पटेल=patel मिश्रा=mishra जोशी=joshi यादव=yadav
     चौहान=chauhan त्रिपाठी=tripathi अग्रवाल=agarwal नायर=nair`,
  ),
  culture(
    'el-GR',
    `Γιώργος=giorgos Μαρία=maria Δημήτρης=dimitris Ελένη=eleni Κώστας=kostas Κατερίνα=katerina Νίκος=nikos
     Σοφία=sofia Γιάννης=yannis Αγγελική=angeliki`,
    `Παπαδημητρίου=papadimitriou Βασιλείου=vasiliou Νικολάου=nikolaou Αντωνίου=antoniou Γεωργίου=georgiou
     Ιωάννου=ioannou Οικονόμου=oikonomou Ζαχαρίου=zachariou Κωνσταντίνου=konstantinou`,
  ),
];

/** A name of the length that breaks layouts; its owner's addresses use the short one. */
export const longFirstName =
  'Maximiliana-Wilhelmina Konstantinopolitanska Theodora Anneliese Friederike Charlotte Auguste Viktoria';
export const longLastName =
  'Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh-Cholmondeley Hubert Blaine Senior von und zu Hohenlohe';
