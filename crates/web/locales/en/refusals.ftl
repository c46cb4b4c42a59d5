### To a family: why an act was not done, and what can be done now.
family-refusal-closed = The application is closed; nothing more can be done with it.
family-refusal-already_referred = You have a valid referral. To choose another place, decline it first.
family-refusal-paused = Your application is paused. To choose a place, come back to the queue first.
family-refusal-stopped = Your application is stopped for a while. When the time is over, it returns to the queue by itself.
family-refusal-enrolled = The child is already enrolled in a kindergarten. Congratulations!
family-refusal-withdrawn = This application was withdrawn.
family-refusal-expired = The queue of this birth year is closed.
family-refusal-unknown_group = There is no such group. The list may have changed.
family-refusal-wrong_queue = This group is for children of another birth year or for another queue.
family-refusal-conclusion_required = A place in a correctional group needs a confirmed PMPC conclusion.
family-refusal-access_required = For now the families in front are choosing among these places. What they leave opens to all.
family-refusal-not_open_yet = This place is not open yet: for now it can only be looked at.
family-refusal-no_place = Another family took this place a moment before you, or the kindergarten recalled it. Your place in the queue has not changed.
family-refusal-no_referral = There is no valid referral now.
family-refusal-no_access = There is no access to a list now: its time may be over.
family-refusal-not_waiting = The application is not waiting in the queue now.
family-refusal-not_paused = The application is not paused.
