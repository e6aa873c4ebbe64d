import JSONCore

/// Values that careless servers lose, cut, round or turn into something else.
enum Values {
    struct Row: Sendable {
        let slug: String
        let what: String
        let value: JSONValue
    }

    /// The member that holds them.
    static let member = "lbconf"

    /// A member beside it that only an update has.
    static let changed = "lbconf-changed"

    static let rows = [
        Row(slug: "long-text", what: "A text of 110,000 characters", value: .string(words(110_000))),
        Row(
            slug: "white-space",
            what: "White space at the ends and within",
            value: [
                "  both  ", "\n lines \r\n", "\ttab\t", " ", "a  b   c", "\u{A0}no\u{A0}break\u{2003}", "a\n\n\nb",
                "a\tb",
            ]
        ),
        Row(slug: "null", what: "null", value: ["one": .null, "many": [.null, 1, .null]]),
        Row(
            slug: "empty",
            what: "Empty texts, lists and objects, 0 and false",
            value: ["text": "", "list": [], "object": [:], "zero": 0, "no": false]
        ),
        Row(
            slug: "integers",
            what: "Whole numbers",
            value: [
                0, -1, 42, 2_147_483_648, 9_007_199_254_740_993, -9_007_199_254_740_993, .integer(.max),
                .number("18446744073709551617"),
            ]
        ),
        Row(slug: "fractions", what: "Fractions", value: [0.1, -0.25, 1.5, 3.141592653589793, 1e-7, 123456.789012]),
        Row(slug: "booleans", what: "true and false", value: [true, false]),
        Row(
            slug: "lookalikes",
            what: "Texts that look like other values",
            value: [
                "1", "0012", "1.50", "true", "null", "None", "[]", "{}", "2024-01-01T00:00:00Z", "1e3",
                "false", "yes", "off", "-1", "0x10", "NaN", "2024-01-01", "12:30", "1,5", "1_000", "+49 30 1",
                "Infinity",
            ]
        ),
        Row(
            slug: "unicode",
            what: "Unicode",
            value: [
                "Grüße", "你好", "\u{1F916}\u{1F469}\u{200D}\u{1F52C}", "e\u{301}", "\u{E9}", "\u{202E}abc", "\u{FEFF}",
                "\u{1}\u{7F}", "a\u{2028}b\u{2029}c\u{85}d", "\u{2764}\u{FE0F}", "\u{1F600}", "a\u{200B}b\u{AD}c",
                "\u{FF21}\u{FB01}\u{2460}", "\u{130}\u{131}\u{DF}\u{3A3}\u{3C2}", "\u{FFFD}\u{FFFE}\u{E000}",
            ]
        ),
        Row(
            slug: "markup",
            what: "Markup, quotation marks and backslashes",
            value: [
                "<b>a</b>", "&amp; &", "\"'`", "\\ \\\\ /", "{{7*7}} ${x} %s", "'; DROP TABLE bots; --", "%41%20 a+b",
                "https://example.com/", "&lt;b&gt;", "a\\nb\\tc\\u00e4", "https://user:word@Example.com/A?b=C#d",
                "a...b -- c",
                "{% if a %}b{% endif %}", "<!-- a --><script>alert(1)</script>", "<% a %> #{b} $c $$ {d} [e](f) **g**",
                "../../etc/passwd", "C:\\a\\b", "=1+1", ":smile: @all #1", "\u{201C}a\u{201D} \u{2018}b\u{2019}",
                "a;b,c|d",
            ]
        ),
        Row(slug: "case", what: "Upper and lower case", value: ["ABC abc", ["Name": 1, "name": 2, "NAME": 3]]),
        Row(slug: "nested", what: "Objects in objects", value: nested(66)),
        Row(
            slug: "order",
            what: "Order and repetition in lists",
            value: [3, 1, 2, 2, 1, "b", "a", "b", [2, 1], [2, 1]]
        ),
        Row(
            slug: "names",
            what: "Unusual names of members",
            value: [
                "a.b": 1, "c-d": 2, "e f": 3, "$g": 4, "": 5, "\u{E4}": 6, "_id": 7, "0": 8,
                "camelCase": 9, "snake_case": 10, " padded ": 11, "__proto__": 12,
                String(repeating: "long", count: 70): 13, "quo\"te'": 14, "sla/sh\\": 15, "[0]": 16, "a:b": 17,
                "e\nf": 18,
                "\u{1F600}": 19, "type": 20, "id": 21, "uuid": 22, "name": 23, "constructor": 24, "@h": 25, "1.5": 26,
                "null": 27, "e\u{301}": 28, "#i": 29,
            ]
        ),
        Row(
            slug: "secrets",
            what: "Members named like secrets",
            value: [
                "token": "lbconf-token-0123456789", "secret": "lbconf-secret-0123456789",
                "password": "lbconf-password-0123456789", "api_key": "lbconf-key-0123456789",
                "value": "sk-lbconf0123456789lbconf0123456789", "header": "Bearer lbconf0123456789",
                "app_secret": "lbconf-app-0123456789", "access_token": "lbconf-access-0123456789",
                "address": "lbconf@example.com", "card": "4111 1111 1111 1111",
            ]
        ),
        Row(
            slug: "many",
            what: "A list of 1,100 elements, an object of 300 members",
            value: [
                "list": .array((0..<1100).map { .integer(Int64($0)) }),
                "object": .object(JSONObject((0..<300).map { ("member\($0)", .integer(Int64($0))) })),
            ]
        ),
    ]

    /// Texts with NUL in them, which some databases refuse: not among the others, because they would refuse all.
    static let withNUL: JSONValue = ["a\0b", "\0", "ends\0"]

    /// All values, by slug.
    static let all = JSONObject(rows.map { ($0.slug, $0.value) })

    private static let odd: JSONObject = [
        "lbconf-null": .null, "lbconf-text": .string("  \(words(2000))\n "), "lbconf-integer": 9_007_199_254_740_993,
        "lbconf-fraction": 0.123456789, "lbconf-digits": "0012", "lbconf-no": false, "lbconf-list": [2, 1, 2],
        "lbconf-empty": "", "lbconf-zero": 0, "lbconf-object": [:], "lbconf-none": [],
    ]

    /// Values that stand beside the member: careless servers look only at the first level.
    static let direct = odd.merging(JSONObject((0..<24).map { ("lbconf-\($0)", .integer(Int64($0))) }))

    /// The object with values in one more member, and others beside it.
    static func adorn(_ object: JSONObject, with values: JSONObject = all) -> JSONObject {
        var object = object
        object[member] = .object(values)
        for (name, value) in direct { object[name] = value }
        return object
    }

    /// The content of a creation with all values in its bag.
    @Sendable static func adorn(_ content: ResourceRecipe.Content, _ object: JSONObject) -> JSONObject {
        adorn(content, object, with: all)
    }

    /// The content of a creation with values in its bag.
    static func adorn(
        _ content: ResourceRecipe.Content,
        _ object: JSONObject,
        with values: JSONObject
    ) -> JSONObject {
        guard let bag = content.bags.first else { return object }
        var object = object
        object[bag] = .object(adorn(object[bag]?.objectValue ?? [:], with: values))
        return object
    }

    /// A text of that many characters, no two places of which look the same.
    static func words(_ count: Int) -> String {
        var text = ""
        var number = 0
        while text.utf8.count < count {
            number += 1
            text += "word\(number) "
        }
        return text.prefix(count - 1) + "."
    }

    private static func nested(_ depth: Int) -> JSONValue {
        (0..<depth).reduce("deep") { value, _ in ["next": value, "list": [["last": 1]]] }
    }
}
