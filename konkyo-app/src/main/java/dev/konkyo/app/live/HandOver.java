package dev.konkyo.app.live;

import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A place for one thing between two threads. */
final class HandOver<T> {
    /** What becomes of a thing that comes while the place is taken. */
    enum WhenTaken {
        /** It waits. */
        WAIT,
        /** It takes the place of the older one, which is dropped. */
        REPLACE
    }

    private final WhenTaken whenTaken;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable T thing;
    private boolean ended;
    private long dropped;

    HandOver(WhenTaken whenTaken) {
        this.whenTaken = whenTaken;
    }

    /**
     * Puts a thing down.
     *
     * @return false if nobody will take it, since the hand-over has ended
     */
    boolean put(T next) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (whenTaken == WhenTaken.WAIT && thing != null && !ended) {
                changed.await();
            }
            if (ended) {
                return false;
            }
            if (thing != null) {
                dropped++;
            }
            thing = next;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a thing; empty once the hand-over has ended and what lay there was taken. */
    Optional<T> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (thing == null && !ended) {
                changed.await();
            }
            Optional<T> taken = Optional.ofNullable(thing);
            thing = null;
            changed.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** No more will come; what lies there may still be taken. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** No more will be taken. */
    void abandon() {
        lock.lock();
        try {
            thing = null;
            end();
        } finally {
            lock.unlock();
        }
    }

    /** How many were replaced before anyone took them. */
    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }
}
