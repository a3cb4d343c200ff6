"""Words that made-up people, places and firms are named with."""

from __future__ import annotations

from random import Random


def _words(text: str) -> list[str]:
    return text.split()


SURNAMES = _words(
    "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 "
    "许 傅 沈 曾 彭 吕 苏 卢 蒋 蔡 贾 丁 魏 薛 叶 阎 余 潘 杜 戴 夏 钟 汪 田 任 姜 范 方 石 姚 谭 廖 邹 熊 "
    "金 陆 郝 孔 白 崔 康 毛 邱 秦 江 史 顾 侯 邵 孟 龙 万 段 雷 钱 汤 尹 黎 易 常 武 乔 贺 赖 龚 文"
)
SURNAME_WEIGHTS = [max(1, 100 - i) for i in range(len(SURNAMES))]
MALE = _words(
    "伟 强 军 勇 建 国 明 平 刚 杰 峰 磊 涛 斌 波 辉 超 鹏 飞 宇 浩 亮 俊 德 福 贵 金 宝 生 林 海 山 水 田 "
    "春 庆 祥 和 义 忠 信 良 才 学 文 武 志 荣 光 华 新 民 远 立 成 东 永 长 振 兴 玉 来 有 财 根 柱 清 泉 "
    "树 森 连 正 恩 安 康 宁 顺 昌 盛 旺 发 全 喜 庭 堂 松 柏 岭 岩 豪 轩 博 睿 子 泽 晨 阳 凯 瑞"
)
FEMALE = _words(
    "芳 秀 英 兰 玉 梅 霞 红 丽 燕 娟 敏 静 艳 玲 桂 凤 珍 莲 翠 花 香 琴 云 萍 月 娥 荣 爱 春 华 美 淑 惠 "
    "洁 婷 雪 琳 倩 莉 娜 颖 欣 雅 慧 巧 素 彩 银 金 菊 珠 芝 青 文 晓 小 佳 怡 梦 雨 诗 涵 婉 思 琪 瑶 蕾 "
    "俊 凡 秋 冬 平 贞 焕 仙 叶 芬 苗 苹 妍 薇 菲 楠 彤 舒"
)
TOWNS = _words(
    "青石 柳河 白塔 双桥 龙潭 清水 石门 平川 红旗 大河 新安 东岭 南泉 西坡 北沟 枣林 梨园 杏花 桃源 竹溪 "
    "松岗 柏山 槐树 榆林 杨庄 芦苇 荷塘 金沙 银滩 玉泉 凤鸣 鹤山 鹿鸣 牛山 马集 羊口 渔港 盐坨 瓦窑 铁营"
)
VILLAGE_ENDS = _words("庄 家庄 家屯 家沟 家湾 家寨 家店 家河 家桥 家岭")
VILLAGE_STEMS = _words(
    "大浦 小浦 上河 下河 前营 后营 东关 西关 南塘 北塘 石桥 高台 长堤 沙窝 梁坡 井沟 塔寺 柳林 枣园 窑上 "
    "新庙 老坝 双柳 三官 五里 七里 八里 十里 芦台 苇塘 官道 坝头 渡口 集西 集东 桥头 岭下 岭上 泉眼 沟口"
)
TRADES = (
    ("建筑工程", "工程"),
    ("劳务服务", "劳务"),
    ("园林绿化", "绿化"),
    ("建材", "建材"),
    ("商贸", "采购"),
    ("农机服务", "机耕"),
    ("广告", "宣传"),
    ("水利工程", "水利"),
)
FIRM_WORDS = _words("鑫 盛 宏 达 顺 通 恒 泰 瑞 祥 嘉 禾 丰 源 兴 隆 广 润 博 远 昊 天 正 信 中 诚 众 和 德 茂")


def surname(rng: Random) -> str:
    """A surname, common ones more often."""
    return rng.choices(SURNAMES, SURNAME_WEIGHTS)[0]


def given(rng: Random, sex: str, generation_word: str = "") -> str:
    """A given name of one or two characters; a clan's generation word comes first for men."""
    pool = MALE if sex == "M" else FEMALE
    if generation_word and sex == "M" and rng.random() < 0.7:
        return generation_word + rng.choice(pool)
    if rng.random() < 0.15:
        return rng.choice(pool)
    return rng.choice(pool) + rng.choice(pool)


def firm(rng: Random, town: str, trade: str, tail: str = "有限公司") -> str:
    """A firm's name, such as 青石镇鑫达建材有限公司."""
    return f"{town}{rng.choice(FIRM_WORDS)}{rng.choice(FIRM_WORDS)}{rng.choice(FIRM_WORDS)}{trade}{tail}"
