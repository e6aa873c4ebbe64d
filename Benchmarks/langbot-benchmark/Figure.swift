/// A measured value and its reference.
struct Figure: Sendable {
    /// The unit of a value.
    enum Unit: String, Codable {
        case seconds
        case bytes
    }

    let title: String
    let unit: Unit
    let measured: Double
    let reference: Double
    /// The name of the reference.
    let against: String
    /// The value divided by the reference.
    let ratio: Double
    /// The maximum ratio; nil for no limit.
    let limit: Double?

    /// Whether the ratio is within the limit.
    var isHeld: Bool { limit.map { ratio <= $0 } ?? true }

    /// Creates a figure from times measured in turns.
    init(_ title: String, _ times: PairedTimes, limit: Double?) {
        self.title = title
        unit = .seconds
        measured = times.subject.median
        reference = times.reference.median
        against = "by hand"
        ratio = times.ratios.median
        self.limit = limit
    }

    /// Creates a figure from two times.
    init(_ title: String, seconds: Double, reference: Double, against: String, limit: Double?) {
        self.title = title
        unit = .seconds
        measured = seconds
        self.reference = reference
        self.against = against
        ratio = seconds / max(1e-9, reference)
        self.limit = limit
    }

    /// Creates a figure from two sizes.
    init(_ title: String, bytes: Double, reference: Double, against: String, limit: Double?) {
        self.title = title
        unit = .bytes
        measured = bytes
        self.reference = reference
        self.against = against
        ratio = bytes / max(1, reference)
        self.limit = limit
    }
}
