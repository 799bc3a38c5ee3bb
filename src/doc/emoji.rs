//! Pictures by their names between colons, as GitHub, Jekyll, Hugo and MkDocs write them: `:tada:`. Markdown is read with
//! these names, and text that only looks like one is written with a mark before it.

/// The longest name, in bytes.
pub(crate) const LONGEST: usize = 40;

/// The names that are common in articles, in GitHub's spelling (<https://api.github.com/emojis>). A name that is not here
/// stays as it was typed.
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "+1 👍 -1 👎 100 💯 1st_place_medal 🥇 2nd_place_medal 🥈 3rd_place_medal 🥉 alarm_clock ⏰ alembic ⚗️ alien 👽 ambulance 🚑",
    "anchor ⚓ angry 😠 apple 🍎 arrow_down ⬇️ arrow_forward ▶️ arrow_heading_down ⤵️ arrow_left ⬅️ arrow_lower_left ↙️",
    "arrow_lower_right ↘️ arrow_right ➡️ arrow_up ⬆️ arrow_up_down ↕️ arrow_upper_left ↖️ arrow_upper_right ↗️ arrows_clockwise 🔃",
    "arrows_counterclockwise 🔄 art 🎨 astonished 😲 ballot_box_with_check ☑️ bar_chart 📊 battery 🔋 beer 🍺 beers 🍻 beetle 🐞",
    "bell 🔔 bento 🍱 bicyclist 🚴 bike 🚲 bird 🐦 birthday 🎂 black_circle ⚫ blue_book 📘 blue_heart 💙 blush 😊 bomb 💣 book 📖",
    "bookmark 🔖 bookmark_tabs 📑 books 📚 boom 💥 bouquet 💐 bow 🙇 brain 🧠 briefcase 💼 broken_heart 💔 bug 🐛 building_construction 🏗️",
    "bulb 💡 busts_in_silhouette 👥 cactus 🌵 cake 🍰 calendar 📆 camera 📷 card_file_box 🗃️ cat 🐱 chart_with_downwards_trend 📉",
    "chart_with_upwards_trend 📈 checkered_flag 🏁 cherries 🍒 children_crossing 🚸 christmas_tree 🎄 clap 👏 clipboard 📋 closed_book 📕",
    "closed_lock_with_key 🔐 cloud ☁️ clown_face 🤡 coffee ☕ cold_sweat 😰 confetti_ball 🎊 confused 😕 construction 🚧",
    "construction_worker 👷 cookie 🍪 cool 🆒 copyright ©️ credit_card 💳 crossed_fingers 🤞 crossed_swords ⚔️ crown 👑 cry 😢",
    "crystal_ball 🔮 cupid 💘 dancer 💃 dart 🎯 dash 💨 date 📅 desktop_computer 🖥️ detective 🕵️ disappointed 😞 dizzy 💫 dog 🐶",
    "dollar 💵 door 🚪 dragon 🐉 droplet 💧 earth_africa 🌍 earth_americas 🌎 earth_asia 🌏 egg 🥚 electric_plug 🔌 elephant 🐘 email 📧",
    "envelope ✉️ evergreen_tree 🌲 exclamation ❗ exploding_head 🤯 eye 👁️ eyeglasses 👓 eyes 👀 factory 🏭 family 👪 fearful 😨",
    "file_folder 📁 fire 🔥 fire_engine 🚒 fireworks 🎆 fish 🐟 fist ✊ flashlight 🔦 floppy_disk 💾 flushed 😳 fork_and_knife 🍴",
    "four_leaf_clover 🍀 frog 🐸 fuelpump ⛽ gear ⚙️ gem 💎 ghost 👻 gift 🎁 globe_with_meridians 🌐 goal_net 🥅 green_apple 🍏",
    "green_book 📗 green_heart 💚 grey_exclamation ❕ grey_question ❔ grin 😁 grinning 😀 guitar 🎸 hammer 🔨 hammer_and_wrench 🛠️",
    "hand ✋ handshake 🤝 hatched_chick 🐥 heart ❤️ heart_eyes 😍 hearts ♥️ heavy_check_mark ✔️ heavy_division_sign ➗",
    "heavy_dollar_sign 💲 heavy_exclamation_mark ❗ heavy_minus_sign ➖ heavy_multiplication_x ✖️ heavy_plus_sign ➕ herb 🌿",
    "hibiscus 🌺 honeybee 🐝 hospital 🏥 hourglass ⌛ house 🏠 hugs 🤗 ice_cream 🍨 inbox_tray 📥 information_source ℹ️ innocent 😇",
    "iphone 📱 joy 😂 key 🔑 keyboard ⌨️ kiss 💋 label 🏷️ ladybug 🐞 laughing 😆 leaves 🍃 ledger 📒 lemon 🍋 link 🔗 lipstick 💄",
    "lock 🔒 lollipop 🍭 loud_sound 🔊 loudspeaker 📢 love_letter 💌 mag 🔍 mag_right 🔎 mailbox 📫 man 👨 maple_leaf 🍁 mask 😷",
    "medal_sports 🏅 mega 📣 memo 📝 microphone 🎤 microscope 🔬 money_with_wings 💸 moneybag 💰 monkey_face 🐵 moon 🌔 mortar_board 🎓",
    "mountain ⛰️ muscle 💪 mushroom 🍄 musical_note 🎵 mute 🔇 nerd_face 🤓 neutral_face 😐 new 🆕 newspaper 📰 no_bell 🔕 no_entry ⛔",
    "no_entry_sign 🚫 notebook 📓 notes 🎶 nut_and_bolt 🔩 o ⭕ ocean 🌊 octocat 🐙 octopus 🐙 office 🏢 ok 🆗 ok_hand 👌",
    "open_book 📖 open_file_folder 📂 open_hands 👐 orange_book 📙 outbox_tray 📤 package 📦 page_facing_up 📄 page_with_curl 📃 panda_face 🐼",
    "paperclip 📎 partly_sunny ⛅ partying_face 🥳 passport_control 🛂 pause_button ⏸️ pencil 📝 pencil2 ✏️ penguin 🐧 pensive 😔 phone ☎️",
    "pig 🐷 pill 💊 pineapple 🍍 pizza 🍕 point_down 👇 point_left 👈 point_right 👉 point_up ☝️ poop 💩 postbox 📮 pray 🙏 printer 🖨️",
    "purple_heart 💜 pushpin 📌 question ❓ rabbit 🐰 racehorse 🐎 radio 📻 radioactive ☢️ rage 😡 rainbow 🌈 raised_hands 🙌",
    "raising_hand 🙋 rat 🐀 recycle ♻️ red_circle 🔴 registered ®️ relaxed ☺️ relieved 😌 repeat 🔁 ribbon 🎀 rice 🍚 ring 💍 robot 🤖",
    "rocket 🚀 rofl 🤣 roll_eyes 🙄 rose 🌹 rotating_light 🚨 round_pushpin 📍 runner 🏃 running 🏃 sailboat ⛵ satellite 📡 satisfied 😆",
    "school 🏫 scissors ✂️ scream 😱 scroll 📜 seedling 🌱 see_no_evil 🙈 shield 🛡️ ship 🚢 shrug 🤷 skull 💀 sleeping 😴",
    "slightly_smiling_face 🙂 small_blue_diamond 🔹 small_orange_diamond 🔸 smile 😄 smiley 😃 smirk 😏 snail 🐌 snake 🐍 snowflake ❄️",
    "snowman ⛄ sob 😭 sparkles ✨ sparkling_heart 💖 speech_balloon 💬 spider 🕷️ star ⭐ star2 🌟 stars 🌠 stop_sign 🛑 stopwatch ⏱️",
    "straight_ruler 📏 strawberry 🍓 stuck_out_tongue 😛 stuck_out_tongue_winking_eye 😜 sun_with_face 🌞 sunflower 🌻 sunglasses 😎",
    "sunny ☀️ sunrise 🌅 sweat 😓 sweat_drops 💦 sweat_smile 😅 tada 🎉 tangerine 🍊 tea 🍵 telephone ☎️ telescope 🔭 tent ⛺ test_tube 🧪",
    "thinking 🤔 thought_balloon 💭 thumbsdown 👎 thumbsup 👍 ticket 🎫 tired_face 😫 tm ™️ toolbox 🧰 tophat 🎩 tractor 🚜 train 🚋",
    "tree 🌳 triangular_flag_on_post 🚩 triangular_ruler 📐 trophy 🏆 truck 🚚 tulip 🌷 turtle 🐢 tv 📺 twisted_rightwards_arrows 🔀",
    "umbrella ☔ unamused 😒 unicorn 🦄 unlock 🔓 up 🆙 upside_down_face 🙃 v ✌️ video_camera 📹 vs 🆚 warning ⚠️ wastebasket 🗑️ watch ⌚",
    "watermelon 🍉 wave 👋 weary 😩 whale 🐳 wheelchair ♿ white_check_mark ✅ white_circle ⚪ wind_chime 🎐 wink 😉 wolf 🐺 woman 👩",
    "worried 😟 wrench 🔧 writing_hand ✍️ x ❌ yellow_heart 💛 yum 😋 zap ⚡ zzz 💤",
];

/// The picture whose name a text begins with, and the end of the name.
pub(crate) fn named(text: &str) -> Option<(&'static str, usize)> {
    let name = text.strip_prefix(':')?.split(':').next()?;
    let end = name.len() + 2;
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-');
    let rest = text.get(end..).filter(|_| !name.is_empty() && name.chars().all(is_name))?;
    let ends = !rest.starts_with(|c: char| c.is_alphanumeric() || c == ':') || named(rest).is_some();
    picture(name).filter(|_| ends).map(|picture| (picture, end))
}

fn picture(name: &str) -> Option<&'static str> {
    NAMES.iter().find_map(|line| {
        let mut words = line.split(' ');
        words.find(|word| *word == name)?;
        words.next()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_its_picture() {
        for line in NAMES {
            let words: Vec<&str> = line.split(' ').collect();
            assert!(words.len().is_multiple_of(2), "{line}");
            for pair in words.chunks(2) {
                assert!(pair[0].is_ascii() && !pair[1].is_ascii() && pair[0].len() < LONGEST, "{pair:?}");
            }
        }
        assert_eq!(picture("tada"), Some("🎉"));
        assert_eq!(picture("time"), None);
    }
}
