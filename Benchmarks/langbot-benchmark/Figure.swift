/// Something measured beside what it is compared with.
struct Figure: Sendable {
    /// What a value counts.
    enum Unit: String, Codable {
        case seconds
        case bytes
    }

    let title: String
    let unit: Unit
    let measured: Double
    let reference: Double
    /// What the reference is.
    let against: String
    /// How often as much as the reference it is.
    let ratio: Double
    /// The most that the ratio may be; nil where nothing is demanded.
    let limit: Double?

    /// Whether no more was measured than may be.
    var isHeld: Bool { limit.map { ratio <= $0 } ?? true }

    /// A figure of two times that were taken in turns.
    init(_ title: String, _ times: PairedTimes, limit: Double?) {
        self.title = title
        unit = .seconds
        measured = times.subject.median
        reference = times.reference.median
        against = "by hand"
        ratio = times.ratios.median
        self.limit = limit
    }

    /// A figure of two sizes.
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
