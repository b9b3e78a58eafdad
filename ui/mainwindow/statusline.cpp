// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/statusline.h"

#include "models/storagefacts.h"
#include "services/systems/connections.h"
#include "services/systems/trust.h"
#include "ui/widgets/label.h"
#include "ui/widgets/linkbutton.h"
#include "ui/widgets/stateglyph.h"

#include <QHBoxLayout>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

StatusLine::StatusLine(const Console &console, QWidget *parent)
    : QStatusBar(parent)
    , m_console(console)
    , m_connected(new Label(Label::Kind::Body, QString(), this))
    , m_glyph(new StateGlyph(this))
    , m_trouble(new Label(Label::Kind::Body, QString(), this))
    , m_key(new StateGlyph(State::Warning, 14, this))
    , m_signIns(new LinkButton(QString(), this))
    , m_shield(new StateGlyph(State::CertificateChanged, 14, this))
    , m_certificates(new LinkButton(QString(), this))
    , m_lowGlyph(new StateGlyph(this))
    , m_low(new Label(Label::Kind::Body, QString(), this))
{
    setSizeGripEnabled(false);
    setAccessibleName(tr("Status"));
    m_glyph->setGlyphSize(14);
    m_lowGlyph->setGlyphSize(14);
    auto *left = new QWidget(this);
    auto *row = new QHBoxLayout(left);
    row->setContentsMargins(10, 2, 0, 2);
    row->setSpacing(6);
    row->addWidget(m_connected);
    row->addSpacing(10);
    row->addWidget(m_glyph);
    row->addWidget(m_trouble);
    row->addSpacing(10);
    row->addWidget(m_key);
    row->addWidget(m_signIns);
    row->addSpacing(10);
    row->addWidget(m_shield);
    row->addWidget(m_certificates);
    row->addStretch(1);
    auto *right = new QWidget(this);
    auto *rightRow = new QHBoxLayout(right);
    rightRow->setContentsMargins(0, 2, 10, 2);
    rightRow->setSpacing(6);
    rightRow->addWidget(m_lowGlyph);
    rightRow->addWidget(m_low);
    addWidget(left, 1);
    addPermanentWidget(right);
    m_signIns->setFlush(true);
    connect(m_signIns, &QPushButton::clicked, this, [this] { Q_EMIT signInAsked(m_unknown); });
    m_certificates->setFlush(true);
    connect(m_certificates, &QPushButton::clicked, this,
            [this] { Q_EMIT certificateAsked(m_undecided); });
    const auto &systems = m_console.book.systems();
    for (const ConnectionSpec &spec : systems)
        look(m_console.inventory.objects(spec.id, u"CIM_StoragePool"_s));
    connect(&m_console.inventory, &Inventory::changed, this, [this](const Changes &changes) {
        for (const NodeId id : changes.removed)
            m_lowPools.remove(id);
        look(changes.added);
        look(changes.updated);
    });
    refresh();
}

// Only at what changed: there may be a hundred thousand pools.
void StatusLine::look(const QList<NodeId> &nodes)
{
    for (const NodeId id : nodes) {
        const Node *node = m_console.inventory.node(id);
        if (node && StorageFacts::isLowOnSpace(*node))
            m_lowPools.insert(id);
        else
            m_lowPools.remove(id);
    }
}

void StatusLine::refresh()
{
    int connected = 0;
    int failed = 0;
    int retrying = 0;
    const auto low = int(m_lowPools.size());
    int changed = 0;
    int undecided = 0;
    int signIns = 0;
    m_undecided.clear();
    m_unknown.clear();
    const auto &systems = m_console.book.systems();
    for (const ConnectionSpec &spec : systems) {
        const SystemState state = m_console.connections.state(spec.id);
        const bool waits = state.phase == SystemState::Phase::Failed && state.failure
            && Trust::awaitsDecision(*state.failure);
        if (waits) {
            const bool other = state.failure->cause == Failure::Cause::CertificateChanged;
            // What was good before is more urgent than what is new.
            if (m_undecided.isEmpty() || (other && changed == 0))
                m_undecided = spec.id;
            ++undecided;
            changed += other;
        }
        if (state.wantsSignIn() && ++signIns == 1)
            m_unknown = spec.id;
        switch (state.phase) {
        case SystemState::Phase::Connected:
            ++connected;
            break;
        case SystemState::Phase::Waiting:
            ++retrying;
            break;
        case SystemState::Phase::Failed:
            failed += !waits && !state.wantsSignIn();
            break;
        default:
            break;
        }
    }
    m_connected->setText(tr("%1 of %n systems connected", nullptr, int(systems.size()))
                             .arg(locale().toString(connected)));
    const bool trouble = failed + retrying > 0;
    m_glyph->setState(failed > 0 ? State::Error : retrying > 0 ? State::Retrying : State::None);
    m_glyph->setVisible(trouble);
    m_trouble->setState(failed > 0 ? State::Error : State::None);
    m_trouble->setText(failed > 0         ? tr("%n not connected", nullptr, failed)
                           : retrying > 0 ? tr("%n trying again", nullptr, retrying)
                                          : QString());
    m_signIns->setText(tr("%n sign-ins needed", nullptr, signIns));
    m_signIns->setVisible(signIns > 0);
    m_key->setVisible(signIns > 0);
    m_certificates->setText(changed > 0 ? tr("%n certificates changed", nullptr, changed)
                                        : tr("%n certificates to decide on", nullptr, undecided));
    m_certificates->setVisible(undecided > 0);
    m_shield->setVisible(undecided > 0);
    m_low->setText(low > 0 ? tr("%n pools low on space", nullptr, low) : QString());
    m_lowGlyph->setState(low > 0 ? State::Warning : State::None);
    m_lowGlyph->setVisible(low > 0);
}

} // namespace Cistern
