// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Sizes, times and shares as people write them, for the window and the command line alike.
// Pure functions of values; any thread. Sizes are bytes, exact over the whole range of 64 bits:
// no size passes through a floating-point number here.
#pragma once

#include <QLocale>
#include <QString>

#include <chrono>
#include <optional>

namespace Cistern {

// Up to three significant digits in an IEC unit, "9.98 TiB". Rounds down, so that no more is
// promised than there is.
[[nodiscard]] QString formatSize(quint64 bytes, const QLocale &locale = QLocale());

// "10,995,116,277,760 bytes".
[[nodiscard]] QString formatExact(quint64 bytes, const QLocale &locale = QLocale());

// The shortest text that parseSize() reads back as exactly this size: "1.5 TiB", "10464788 MiB".
[[nodiscard]] QString formatEditable(quint64 bytes, const QLocale &locale = QLocale());

enum class SizeProblem {
    None,
    Empty,
    Negative,
    Exponent,       // 1e30
    Hexadecimal,    // 0x10
    FractionOfByte, // 0.5 B, 1.0001 KiB
    TooLarge,       // above 2^64-1
    BadSeparator,   // "1,5" where the comma parts thousands, "1.2.3"
    UnknownUnit,
    NotANumber,
};

struct ParsedSize
{
    quint64 bytes = 0;
    SizeProblem problem = SizeProblem::None;
    qsizetype position = 0; // where in the text the problem begins

    [[nodiscard]] bool ok() const { return problem == SizeProblem::None; }
    bool operator==(const ParsedSize &) const = default;
};

// Reads a number with any unit from B to EB (powers of 1000) or EiB (powers of 1024); K, M, G, T, P
// and E alone are powers of 1024; no unit means bytes (SP.R19). Digits and separators may be the
// locale's or those of C; the locale wins where they differ.
[[nodiscard]] ParsedSize parseSize(const QString &text, const QLocale &locale = QLocale());

// One sentence that says what is wrong and what to write instead.
[[nodiscard]] QString sizeProblemText(SizeProblem problem, const QLocale &locale = QLocale());

// "212 ms", "1.4 s", "4 min 12 s", "3 h 12 min", "2 d 5 h".
[[nodiscard]] QString formatDuration(std::chrono::milliseconds duration,
                                     const QLocale &locale = QLocale());

// "1.05 GiB/s".
[[nodiscard]] QString formatRate(quint64 bytesPerSecond, const QLocale &locale = QLocale());

// "0.8 ms", "1.2 s": of a message and its answer.
[[nodiscard]] QString formatRoundTrip(quint64 microseconds, const QLocale &locale = QLocale());

// Rounded, but never up to 100 before the end; clamped to 0..100, as some servers send 101.
[[nodiscard]] int wholePercent(double share);
[[nodiscard]] int wholePercent(quint64 part, quint64 total);
[[nodiscard]] QString percentText(int percent, const QLocale &locale = QLocale());
[[nodiscard]] QString percentText(quint64 part, quint64 total, const QLocale &locale = QLocale());

// Figures, sizes and "A → B" inside right-to-left text: keeps "2.1 TiB" from reading "TiB 2.1".
[[nodiscard]] QString isolatedLeftToRight(const QString &text);
// A name of unknown direction inside a sentence.
[[nodiscard]] QString isolated(const QString &text);

} // namespace Cistern
