/** Fictional words of the story in one language. */
export interface Vocabulary {
  men: readonly string[]
  women: readonly string[]
  /** Surnames of men and, at the same place, of women. */
  surnames: readonly (readonly [string, string])[]
  companies: readonly string[]
  /** What the fictional company makes. */
  products: readonly string[]
  /** What a line of goods says, at the place of its product. */
  goods: readonly string[]
  delivery: string
  regions: readonly string[]
  /** Beginning of a lead's title. */
  request: string
  lostReasons: readonly string[]
  comments: readonly string[]
  talk: { qualified: readonly string[], offTarget: readonly string[], spam: readonly string[] }
}

const ru: Vocabulary = {
  men: ['Арсений', 'Богдан', 'Вадим', 'Григорий', 'Данила', 'Егор', 'Захар', 'Илья', 'Кирилл', 'Леонид', 'Матвей', 'Никита', 'Олег', 'Родион', 'Семён', 'Тарас', 'Фёдор', 'Эдуард', 'Юрий', 'Ярослав'],
  women: ['Агата', 'Белла', 'Варвара', 'Галина', 'Дарья', 'Евгения', 'Жанна', 'Зоя', 'Ирина', 'Карина', 'Лариса', 'Милана', 'Нина', 'Оксана', 'Полина', 'Раиса', 'София', 'Таисия', 'Ульяна', 'Элина'],
  surnames: [['Берёзкин', 'Берёзкина'], ['Ветров', 'Ветрова'], ['Гусляров', 'Гуслярова'], ['Дубравин', 'Дубравина'], ['Ежевикин', 'Ежевикина'], ['Журавлёв', 'Журавлёва'], ['Заречный', 'Заречная'], ['Ивушкин', 'Ивушкина'], ['Калинов', 'Калинова'], ['Ладожин', 'Ладожина'], ['Мельницкий', 'Мельницкая'], ['Незабудкин', 'Незабудкина'], ['Озеров', 'Озерова'], ['Полянский', 'Полянская'], ['Родников', 'Родникова'], ['Снегирёв', 'Снегирёва'], ['Тополев', 'Тополева'], ['Утренний', 'Утренняя'], ['Хлебников', 'Хлебникова'], ['Цветаевский', 'Цветаевская'], ['Чернозёмов', 'Чернозёмова'], ['Шишкин-Лесной', 'Шишкина-Лесная'], ['Щеглов', 'Щеглова'], ['Яблочкин', 'Яблочкина']],
  companies: ['ООО «Тихая гавань»', 'ООО «Северный луч»', 'ИП Берёзкин', 'ООО «Ромашка плюс»', 'АО «Медный всадник»', 'ООО «Синяя птица»', 'ООО «Парус»', 'ООО «Три сосны»', 'ИП Заречный', 'ООО «Белый кит»'],
  products: ['Кухни', 'Шкафы', 'Детские', 'Офисная мебель'],
  goods: ['Кухонный гарнитур', 'Шкаф-купе', 'Детская комната', 'Рабочее место'],
  delivery: 'Доставка и сборка',
  regions: ['Москва', 'Московская область', 'Тверь', 'Калуга', 'Казань', 'Новосибирск'],
  request: 'Заявка',
  lostReasons: ['Дорого', 'Выбрали конкурента', 'Передумали', 'Не наш регион', 'Нет бюджета', 'Не дозвонились'],
  comments: ['Просил перезвонить после обеда.', 'Нужен замер на выходных.', 'Сравнивает с двумя конкурентами.', 'Ремонт закончится через месяц.', 'Хочет рассрочку.', 'Спрашивал про доставку в область.'],
  talk: {
    qualified: ['Здравствуйте, вы оставляли заявку на кухню?', 'Да, нам нужна кухня, размеры уже есть.', 'Когда планируете установку?', 'Через месяц, бюджет около трёхсот тысяч.'],
    offTarget: ['Здравствуйте, вы оставляли заявку?', 'Да, но мне нужна одна дверца.', 'К сожалению, отдельные детали мы не делаем.'],
    spam: ['Здравствуйте, вы оставляли заявку?', 'Добрый день, предлагаем продвижение вашего сайта.'],
  },
}

const en: Vocabulary = {
  men: ['Arthur', 'Bertram', 'Cedric', 'Duncan', 'Edgar', 'Fabian', 'Gilbert', 'Hector', 'Irwin', 'Jasper', 'Kenneth', 'Lionel', 'Morris', 'Nigel', 'Oscar', 'Percy', 'Quentin', 'Roland', 'Silas', 'Tobias'],
  women: ['Agatha', 'Beatrice', 'Clara', 'Doris', 'Edith', 'Flora', 'Greta', 'Hazel', 'Ivy', 'Josie', 'Katrina', 'Lorna', 'Mabel', 'Nelly', 'Olive', 'Petra', 'Rosalind', 'Stella', 'Thelma', 'Una'],
  surnames: ['Ashgrove', 'Brookfield', 'Copperdale', 'Dovecote', 'Elmhurst', 'Fernley', 'Greenhalgh', 'Hollybush', 'Ivytree', 'Juniper', 'Kestrel', 'Larkspur', 'Meadowbank', 'Nightingale', 'Oakenfold', 'Pebblebrook', 'Quillfeather', 'Rosewater', 'Sandpiper', 'Thistledown', 'Underhill', 'Violetta', 'Willowby', 'Yarrow'].map(name => [name, name] as const),
  companies: ['Quiet Harbour Ltd', 'Northern Ray Ltd', 'Daisy Plus Ltd', 'Copper Rider PLC', 'Bluebird Ltd', 'Sailcloth Ltd', 'Three Pines Ltd', 'White Whale Ltd'],
  products: ['Kitchens', 'Wardrobes', 'Nurseries', 'Office furniture'],
  goods: ['Fitted kitchen', 'Sliding wardrobe', 'Nursery set', 'Workplace'],
  delivery: 'Delivery and assembly',
  regions: ['Capital', 'Home county', 'North', 'South', 'East', 'Far away'],
  request: 'Request',
  lostReasons: ['Too expensive', 'Chose a competitor', 'Changed their mind', 'Not our region', 'No budget', 'Could not be reached'],
  comments: ['Asked to call back after lunch.', 'Needs measuring at the weekend.', 'Compares us with two competitors.', 'The renovation ends in a month.', 'Wants instalments.', 'Asked about delivery outside the city.'],
  talk: {
    qualified: ['Hello, did you ask for a kitchen?', 'Yes, we need one and have the measures.', 'When shall it be installed?', 'In a month, the budget is about three thousand.'],
    offTarget: ['Hello, did you leave a request?', 'Yes, but I need a single door.', 'Sorry, we do not make single parts.'],
    spam: ['Hello, did you leave a request?', 'Good day, we offer to promote your website.'],
  },
}

/** Words of the story. */
export const vocabularies: Readonly<Record<'ru' | 'en', Vocabulary>> = { ru, en }
