/// One way in which a secret is recognised.
///
/// Each is a value, so that a test can take one away and see a secret come through.
package enum RedactionRule: UInt8, CaseIterable, Hashable, Sendable {
    /// A member, field, parameter or variable whose name says that it is secret, such as `api-key`.
    case secretNames
    /// Free configuration, such as `adapter_config`, in which only harmless names are shown.
    case configuration
    /// Free maps and lists, such as `env` and `args`, of which nothing is shown.
    case opaqueMaps
    /// `name=value` and `"name": "value"` inside a text, such as a Python representation.
    case namesInText
    /// The parameters of a failed SQL statement, as SQLAlchemy prints them.
    case statementParameters
    /// What begins like an issued key or token, such as `lbk_` and `eyJ`.
    case issuedPrefixes
    /// A long run that mixes digits with letters of both cases, or of hexadecimal digits.
    case randomRuns
    /// What follows `Bearer` or `Basic`.
    case schemes
    /// A private key between its `BEGIN` and `END` lines.
    case privateKeys
    /// User name and password in a URL.
    case userInformation
    /// A part of a URL's path, query or fragment that is too random for a name.
    case addresses
    /// A secret that was seen before, wherever it stands.
    case knownSecrets
    /// A known secret in upper or lower case.
    case foldedCase
    /// A known secret in base64 or base64url.
    case base64
    /// A known secret in hexadecimal digits.
    case hexadecimal
    /// A known secret with percent encoding, JSON escapes or character references in it.
    case escapes
}

extension RedactionRule {
    /// The rules that a ``Redactor`` made in this task follows: all of them, except in the test that takes one away.
    @TaskLocal package static var current = Set(allCases)
}

/// Some of the rules, in one word, since they are asked for with every word of a text.
struct RuleSet: Sendable {
    private let bits: UInt32

    init(_ rules: Set<RedactionRule>) {
        bits = rules.reduce(0) { $0 | 1 << UInt32($1.rawValue) }
    }

    func contains(_ rule: RedactionRule) -> Bool { bits >> UInt32(rule.rawValue) & 1 == 1 }
}
