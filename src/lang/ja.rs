//! Japanese.

use super::{Bylines, Calendar, Direction, Filing, Labels, Language, Phrases, Quotation, QuoteMarks};

/// Japanese.
pub(super) const LANGUAGE: Language = Language {
    tags: &["ja"],
    iso639_3: "jpn",
    name: "Japanese",
    regions: "",
    direction: Direction::LeftToRight,
    may_be_vertical: true,
    hyphenation: None,
    quotation: Quotation {
        marks: QuoteMarks { double: ('“', '”'), single: ('‘', '’') },
        regional: &[],
        thin_spaces: false,
    },
    abbreviations: "",
    small_words: "",
    labels: Labels {
        cover: "表紙",
        contents: "目次",
        start: "本文",
        landmarks: "ランドマーク",
        pages: "ページ",
        untitled: "無題",
        picture: "画像",
        note: "注",
        tip: "ヒント",
        important: "重要",
        warning: "警告",
        caution: "注意",
        message: "メッセージ",
        by: "",
        translation: "翻訳：",
        editor: "編集：",
        illustrations: "イラスト：",
        photographs: "写真：",
        comma: "、",
        and: "、",
    },
    calendar: Calendar {
        months: "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
        months_alone: "",
        months_short: "",
        weekdays: "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日",
        date: "{y}年{m}{d}日",
        regional: &[],
        first: "",
        month: "{y}年{m}",
        year: "{y}年",
        order: None,
        joiners: "",
    },
    bylines: Bylines {
        by: "著者：, 著者:, 筆者：, 執筆：, 文＝",
        others: "写真：, 撮影：",
        and: "と",
        particles: "",
        offices: "",
        ranks: "",
        nobody: "",
    },
    filing: Filing {
        published: "公開 公開日 投稿日 掲載日",
        updated: "更新日 最終更新",
        reading: "分で読めます",
        glue: "",
        replies: "",
        letter_reasons: "",
    },
    phrases: Phrases {
        share: "シェア, シェアする, ツイート, ツイートする, ポスト, ポストする, はてなブックマーク, はてブ, いいね, いいね!, リンクをコピー, urlをコピー, フォロー, フォローする",
        print: "印刷, 印刷する",
        font_size: "文字サイズ, 文字の大きさ",
        cookies: "プライバシーポリシー, 利用規約, 個人情報保護方針, 特定商取引法に基づく表記, クッキー, cookieポリシー, 同意する",
        newsletter: "登録, ログイン, 会員登録, 新規登録, 無料会員登録, ログアウト, マイページ, メルマガ登録",
        advertisement: "広告, pr, スポンサーリンク, スポンサー",
        related: "\
            関連記事, 続きを読む, もっと見る, 関連リンク, 関連ニュース, 人気記事, 人気ランキング, ランキング, アクセスランキング, おすすめ記事, おすすめ, 新着記事, \
            最新記事, 最新ニュース, もっとみる, 記事一覧, あわせて読みたい, こちらもおすすめ, 前の記事, 次の記事",
        comments: "コメント, コメントする, コメントを書く, コメントを見る",
        tags: "タグ, カテゴリ, カテゴリー, キーワード",
        menu: "\
            日本語, 検索, メニュー, ホーム, お問い合わせ, ニュース, スポーツ, エンタメ, 天気, サイトマップ, 会社概要, 運営会社, トップ, トップページ, ページトップ, \
            ページの先頭へ, ページトップへ, 戻る, 閉じる, 本文へスキップ, ヘルプ, よくある質問",
    },
};
