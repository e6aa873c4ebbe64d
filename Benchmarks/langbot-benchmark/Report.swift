import Foundation

/// All figures of a run in machine-readable form.
struct Report: Encodable {
    private struct Row: Encodable {
        let title: String
        let unit: Figure.Unit
        let measured: Double
        let reference: Double
        let against: String
        let ratio: Double
        let limit: Double?
        let held: Bool
    }

    private let scale: Scale
    private let figures: [Row]

    init(scale: Scale, figures: [Figure]) {
        self.scale = scale
        self.figures = figures.map { figure in
            Row(
                title: figure.title,
                unit: figure.unit,
                measured: figure.measured,
                reference: figure.reference,
                against: figure.against,
                ratio: figure.ratio,
                limit: figure.limit,
                held: figure.isHeld
            )
        }
    }

    /// The JSON text with a trailing line break.
    func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return try encoder.encode(self) + Data("\n".utf8)
    }
}
