// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// A size in any unit, exact to the byte over 64 bits: a field, the exact bytes beside it, a slider
// under it where there is a range, and what is wrong right below. GUI thread.
#pragma once

#include <QString>
#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;
class QSlider;

namespace Cistern {

class FieldProblem;
class Label;

class SizeEdit : public QWidget
{
    Q_OBJECT
public:
    explicit SizeEdit(QWidget *parent = nullptr);

    // Bytes; both ends included. Sizes must be multiples of step.
    void setRange(quint64 least, quint64 most, quint64 step = 1);
    void clearRange();
    void setSliderVisible(bool visible);
    // An empty field means "no size" instead of a problem.
    void setOptional(bool optional);

    // Nothing while the text is no size, or one that can't be had.
    [[nodiscard]] std::optional<quint64> size() const { return m_size; }
    void setSize(std::optional<quint64> bytes);
    // What is offered in place of a size that can't be had.
    [[nodiscard]] std::optional<quint64> nearest() const { return m_nearest; }
    [[nodiscard]] QString problemText() const;
    [[nodiscard]] bool isAcceptable() const { return !m_problem; }

    // Words of the caller's for a size out of range, in place of the general ones.
    void setTooLargeText(const QString &text);
    // A problem found elsewhere, a refused size, say; stays until the text changes.
    void showProblem(const QString &text, std::optional<quint64> offered = std::nullopt);

    // For labels' buddies and focus order.
    [[nodiscard]] QLineEdit *lineEdit() const { return m_edit; }

signals:
    void sizeChanged(std::optional<quint64> bytes);

private:
    void read();
    void offer(const QString &text, std::optional<quint64> bytes);
    void follow();
    void showRange();
    [[nodiscard]] quint64 nearestTo(quint64 bytes) const;
    [[nodiscard]] quint64 atSlider(int position) const;
    [[nodiscard]] int toSlider(quint64 bytes) const;

    QLineEdit *m_edit;
    Label *m_exact;
    QSlider *m_slider;
    QWidget *m_scale;
    Label *m_leastFigure;
    Label *m_stepText;
    Label *m_mostFigure;
    FieldProblem *m_shown;

    std::optional<quint64> m_size;
    std::optional<quint64> m_nearest;
    quint64 m_least = 0;
    quint64 m_most = ~quint64(0);
    quint64 m_step = 1;
    bool m_ranged = false;
    bool m_optional = false;
    bool m_problem = false;
    QString m_tooLarge;
};

} // namespace Cistern
