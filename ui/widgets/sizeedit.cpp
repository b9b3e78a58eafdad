// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/widgets/sizeedit.h"

#include "ui/text/units.h"
#include "ui/widgets/fieldproblem.h"
#include "ui/widgets/label.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>

namespace Cistern {

namespace {
constexpr int sliderSteps = 10'000;
} // namespace

SizeEdit::SizeEdit(QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_exact(new Label(Label::Kind::Grey, QString(), this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_scale(new QWidget(this))
    , m_leastFigure(new Label(Label::Kind::Body, QString(), m_scale))
    , m_stepText(new Label(Label::Kind::Secondary, QString(), m_scale))
    , m_mostFigure(new Label(Label::Kind::Body, QString(), m_scale))
    , m_shown(new FieldProblem(m_edit, this))
{
    setFocusProxy(m_edit);
    m_edit->setAccessibleName(tr("Size"));
    m_edit->setMinimumWidth(fontMetrics().averageCharWidth() * 20);
    m_edit->setMaxLength(128);
    m_exact->setSelectable();
    m_slider->setAccessibleName(tr("Size"));
    m_slider->setRange(0, sliderSteps);

    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(m_edit);
    row->addWidget(m_exact, 1);
    auto *scale = new QGridLayout(m_scale);
    scale->setContentsMargins(0, 0, 0, 0);
    scale->setVerticalSpacing(0);
    scale->setColumnStretch(1, 1);
    scale->addWidget(m_leastFigure, 0, 0, Qt::AlignLeading);
    scale->addWidget(new Label(Label::Kind::Secondary, tr("least"), m_scale), 1, 0,
                     Qt::AlignLeading);
    scale->addWidget(m_stepText, 0, 1, 2, 1, Qt::AlignCenter);
    scale->addWidget(m_mostFigure, 0, 2, Qt::AlignTrailing);
    scale->addWidget(new Label(Label::Kind::Secondary, tr("most"), m_scale), 1, 2,
                     Qt::AlignTrailing);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(row);
    column->addWidget(m_shown);
    column->addWidget(m_slider);
    column->addWidget(m_scale);
    setSliderVisible(false);

    connect(m_edit, &QLineEdit::textChanged, this, &SizeEdit::read);
    connect(m_slider, &QSlider::valueChanged, this,
            [this](int position) { setSize(atSlider(position)); });
    connect(m_shown, &FieldProblem::offerTaken, this, [this] {
        setSize(m_nearest);
        m_edit->setFocus();
    });
    read();
}

void SizeEdit::setRange(quint64 least, quint64 most, quint64 step)
{
    m_least = least;
    m_most = std::max(least, most);
    m_step = std::max<quint64>(1, step);
    m_ranged = true;
    showRange();
    read();
}

void SizeEdit::clearRange()
{
    m_least = 0;
    m_most = ~quint64(0);
    m_step = 1;
    m_ranged = false;
    showRange();
    read();
}

void SizeEdit::setSliderVisible(bool visible)
{
    m_slider->setVisible(visible);
    m_scale->setVisible(visible);
}

void SizeEdit::setOptional(bool optional)
{
    m_optional = optional;
    read();
}

void SizeEdit::setSize(std::optional<quint64> bytes)
{
    m_edit->setText(bytes ? formatEditable(*bytes, locale()) : QString());
}

QString SizeEdit::problemText() const
{
    return m_shown->text();
}

void SizeEdit::setTooLargeText(const QString &text)
{
    m_tooLarge = text;
    read();
}

void SizeEdit::showProblem(const QString &text, std::optional<quint64> offered)
{
    offer(text, offered);
}

void SizeEdit::read()
{
    const std::optional<quint64> before = m_size;
    const QString text = m_edit->text();
    const ParsedSize parsed = parseSize(text, locale());
    m_size.reset();
    m_nearest.reset();
    m_problem = false;
    m_exact->setText(parsed.ok() ? formatExact(parsed.bytes, locale()) : QString());

    if (parsed.problem == SizeProblem::Empty) {
        // Nothing typed yet is no reason for red; it only isn't a size.
        m_problem = !m_optional;
        m_shown->clear();
    } else if (!parsed.ok()) {
        // Too large to be a number here is too large for the range as well.
        const bool beyond = parsed.problem == SizeProblem::TooLarge && m_ranged;
        offer(sizeProblemText(parsed.problem, locale()),
              beyond ? std::optional(nearestTo(m_most)) : std::nullopt);
    } else if (parsed.bytes > m_most) {
        offer(m_tooLarge.isEmpty() ? tr("At most %1 can be had.").arg(formatSize(m_most, locale()))
                                   : m_tooLarge,
              nearestTo(m_most));
    } else if (parsed.bytes < m_least) {
        offer(tr("The least is %1.").arg(formatSize(m_least, locale())), nearestTo(m_least));
    } else if (parsed.bytes % m_step != 0) {
        offer(tr("Sizes go in steps of %1.").arg(formatEditable(m_step, locale())),
              nearestTo(parsed.bytes));
    } else {
        m_size = parsed.bytes;
        m_shown->clear();
    }
    follow();
    if (m_size != before)
        Q_EMIT sizeChanged(m_size);
}

void SizeEdit::offer(const QString &text, std::optional<quint64> bytes)
{
    m_problem = true;
    m_nearest = bytes;
    m_shown->showProblem(text, bytes ? tr("Use %1").arg(formatSize(*bytes, locale())) : QString());
}

void SizeEdit::follow()
{
    const std::optional<quint64> bytes = m_size ? m_size : m_nearest;
    if (!bytes || !m_ranged)
        return;
    const QSignalBlocker quiet(m_slider);
    m_slider->setValue(toSlider(*bytes));
}

void SizeEdit::showRange()
{
    m_slider->setEnabled(m_ranged && m_most > m_least);
    m_scale->setEnabled(m_ranged);
    m_leastFigure->setText(m_ranged ? formatSize(m_least, locale()) : QString());
    m_mostFigure->setText(m_ranged ? formatSize(m_most, locale()) : QString());
    m_stepText->setText(m_ranged && m_step > 1
                            ? tr("steps of %1").arg(formatEditable(m_step, locale()))
                            : QString());
    // Page keys move by a twentieth, arrow keys by a step of the slider.
    const quint64 steps = (m_most - m_least) / m_step;
    m_slider->setRange(0, int(std::min<quint64>(steps, sliderSteps)));
    m_slider->setPageStep(std::max(1, m_slider->maximum() / 20));
}

quint64 SizeEdit::nearestTo(quint64 bytes) const
{
    // Multiples of the step within the range; without any, the range's end is all one can offer.
    const quint64 lowest = m_least % m_step == 0 ? m_least : m_least - m_least % m_step + m_step;
    const quint64 highest = m_most - m_most % m_step;
    if (lowest > highest || lowest < m_least)
        return m_most;
    quint64 below = bytes - bytes % m_step;
    if (bytes - below > m_step / 2 && below <= highest - std::min(highest, m_step))
        below += m_step;
    return std::clamp(below, lowest, highest);
}

quint64 SizeEdit::atSlider(int position) const
{
    const quint64 full = quint64(std::max(1, m_slider->maximum()));
    const quint64 span = m_most - m_least;
    const quint64 p = quint64(position);
    return nearestTo(m_least + span / full * p + span % full * p / full);
}

int SizeEdit::toSlider(quint64 bytes) const
{
    if (bytes <= m_least || m_most == m_least)
        return 0;
    const double share = double(bytes - m_least) / double(m_most - m_least);
    return int(std::min<double>(share, 1.0) * m_slider->maximum() + 0.5);
}

} // namespace Cistern
