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

    /// Creates a figure from a value and its reference, both in the same unit.
    init(_ title: String, _ measured: Double, _ unit: Unit, reference: Double, against: String, limit: Double?) {
        self.title = title
        self.unit = unit
        self.measured = measured
        self.reference = reference
        self.against = against
        // Nothing is smaller than what can be measured.
        ratio = measured / max(unit == .seconds ? 1e-9 : 1, reference)
        self.limit = limit
    }
}
