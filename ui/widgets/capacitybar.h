// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// How full something is: what is used, by whom, what a request would add, where "low" begins.
// Painted by delegates through paintCapacityBar(), or shown as a widget. GUI thread.
#pragma once

#include "models/resourceunit.h"
#include "ui/widgets/ink.h"
#include "ui/widgets/theme.h"

#include <QList>
#include <QWidget>

#include <optional>

class QPainter;
class QVariantAnimation;

namespace Cistern {

struct CapacityPart
{
    Space space = Space::Used;
    quint64 bytes = 0;

    bool operator==(const CapacityPart &) const = default;
};

struct Capacity
{
    quint64 total = 0;
    QList<CapacityPart> parts;     // from the leading side
    quint64 planned = 0;           // what a request would add: hatched, never solid
    std::optional<double> lowMark; // 0..1 of total; filled to here counts as low on space
    ResourceUnit unit = {.kind = ResourceUnit::Kind::Bytes};

    [[nodiscard]] static Capacity of(quint64 used, quint64 total,
                                     std::optional<double> lowMark = std::nullopt,
                                     quint64 byChildren = 0);
    [[nodiscard]] quint64 used() const;
    // Used alone, without the plan, is at the mark or past it.
    [[nodiscard]] bool isLow() const;
    bool operator==(const Capacity &) const = default;
};

enum class MarkStyle {
    Triangle, // the line with a triangle above the bar, for which the rectangle must leave 4 px
    Line,     // small bars
    None,     // bars so small that percentage and colour have to do
};

// groove is the bar itself; the mark reaches a little beyond it. Grows from the leading side.
void paintCapacityBar(QPainter *painter, const QRectF &groove, const Capacity &capacity,
                      const QPalette &palette, Qt::LayoutDirection direction, MarkStyle mark,
                      Ink ink = Ink::Own);

// One swatch of a legend: a colour of the bar, the hatching, the free groove or the mark.
enum class Swatch { Used, Children, Other, Planned, Free, LowMark };
void paintSwatch(QPainter *painter, const QRectF &box, Swatch swatch, const QPalette &palette,
                 Ink ink = Ink::Own);

// "6.2 TiB of 10 TiB used, 62 %, low on space": for accessible texts and tooltips.
[[nodiscard]] QString capacityText(const Capacity &capacity, const QLocale &locale);

class CapacityBar : public QWidget
{
    Q_OBJECT
public:
    explicit CapacityBar(QWidget *parent = nullptr);

    [[nodiscard]] const Capacity &capacity() const { return m_capacity; }
    // Grows to the new value in 150 ms where the system allows motion.
    void setCapacity(const Capacity &capacity);
    // 20 in a pane, 12 before/after, 7 or 8 in rows.
    void setBarHeight(int height);
    void setInk(Ink ink);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] Capacity shown() const;
    [[nodiscard]] int markSpace() const;
    void describe();

    Capacity m_capacity;
    Capacity m_before;
    QVariantAnimation *m_growth = nullptr;
    double m_progress = 1.0; // from m_before to m_capacity
    int m_height = 20;
    Ink m_ink = Ink::Own;
};

} // namespace Cistern
