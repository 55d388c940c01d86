# Completion of duban for bash: eval "$(duban completion bash)"
_duban() {
    local line="${COMP_LINE:0:COMP_POINT}" word prefix
    word="${line##*[[:space:]]}"
    local IFS=$'\n'
    COMPREPLY=($(duban __complete bash "$line" 2>/dev/null))
    # bash puts a candidate in the place of what stands behind the last of its break characters
    if [[ "$word" == *[:=]* && "$COMP_WORDBREAKS" == *:* ]]; then
        prefix="${word%"${word##*[:=]}"}"
        COMPREPLY=("${COMPREPLY[@]#"$prefix"}")
    fi
    [[ ${#COMPREPLY[@]} -eq 1 && "${COMPREPLY[0]}" == *[:/=] ]] && compopt -o nospace 2>/dev/null
    return 0
}
complete -o default -F _duban duban
