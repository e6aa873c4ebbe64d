/// What a check has found.
package struct Finding: Sendable {
    package let conforms: Bool
    /// What the requirement asks for.
    package let expected: String
    /// What was seen.
    package let actual: String
    /// The exchange that decided.
    package let exchange: Exchange?

    init(_ conforms: Bool, expected: String, actual: String, _ exchange: Exchange? = nil) {
        self.conforms = conforms
        self.expected = expected
        self.actual = actual
        self.exchange = exchange
    }
}
