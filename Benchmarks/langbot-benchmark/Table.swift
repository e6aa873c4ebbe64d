import Foundation

/// Formats figures as a table, in lines of at most 80 columns.
enum Table {
    static func heading(_ scale: Scale) -> String {
        let head = row(["", "measured", "against", "", "ratio", "limit", ""])
        return "The SDK, \(scale.models) models, \(scale.calls) calls\n\n" + head
    }

    static func row(_ figure: Figure) -> String {
        row([
            figure.title, text(figure.measured, figure.unit), text(figure.reference, figure.unit), figure.against,
            "\(fixed(figure.ratio, 2))×", figure.limit.map { "\(fixed($0, 2))×" } ?? "-",
            figure.limit == nil ? "" : figure.isHeld ? "ok" : "MISSED",
        ])
    }

    private static let widths = [24, 10, 10, 14, 7, 7]

    /// Numbers are right-aligned, words left-aligned.
    private static func row(_ cells: [String]) -> String {
        let columns = zip(cells, widths).enumerated().map { index, column in
            let (cell, width) = column
            let gap = String(repeating: " ", count: max(0, width - cell.count))
            switch index {
            case 0: return cell + gap
            case 3: return " " + cell + gap.dropFirst()
            default: return gap + cell
            }
        }
        let line = columns.joined() + (cells.last.map { $0.isEmpty ? "" : " " + $0 } ?? "")
        return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
    }

    private static func text(_ value: Double, _ unit: Figure.Unit) -> String {
        switch unit {
        case .bytes where value < 10_000: "\(fixed(value, 0)) B"
        case .bytes: "\(fixed(value / 1_000_000, 1)) MB"
        case .seconds where value < 0.001: "\(fixed(value * 1_000_000, 0)) µs"
        case .seconds where value < 1: "\(fixed(value * 1000, 2)) ms"
        case .seconds: "\(fixed(value, 2)) s"
        }
    }

    private static func fixed(_ value: Double, _ digits: Int) -> String {
        String(format: "%.\(digits)f", value)
    }
}
