extension Sequence where Element == Int {
    /// The sum of numbers that a server sent, or the largest or smallest number if that is beyond it.
    var saturatingSum: Int {
        reduce(0) { sum, number in
            let (next, isBeyond) = sum.addingReportingOverflow(number)
            return isBeyond ? (number > 0 ? .max : .min) : next
        }
    }
}
